package fr.jalon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Drawings as their tests read them: well-formed XML, element by element, and what holds for each of them. */
public final class Drawings {

    private Drawings() {}

    public static Element parse(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)))
                    .getDocumentElement();
        } catch (Exception malformed) {
            throw new AssertionError(svg, malformed);
        }
    }

    public static List<Element> elements(Element root, String name) {
        NodeList nodes = root.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    /** The marks alone, within a drawing. */
    public static Element parseMarks(String marks) {
        return parse("<svg>" + marks + "</svg>");
    }

    /** Titled and described, drawn with nothing but these elements, inert, without impossible numbers. */
    public static void assertStandsAlone(String svg, String... elements) {
        Element root = parse(svg);
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getFirstChild().getNodeName()).isEqualTo("title");
        assertThat(root.getFirstChild().getTextContent()).isNotBlank();
        assertThat(root.getFirstChild().getNextSibling().getNodeName()).isEqualTo("desc");
        assertThat(told(svg)).isNotBlank();
        assertThat(elements(root, "*")).extracting(Element::getTagName).isSubsetOf(elements);
        assertThat(svg).doesNotContain("<script", "href", "style=", "NaN", "Infinity", "null", "∞");
        assertThat(svg.codePoints()).noneMatch(c -> c < ' ' || c == 0x202e || c >= 0xd800 && c < 0xe000 || c == 0xffff);
    }

    /** Its description keeps French typography; for drawings without words of others. */
    public static void assertTypeset(String svg) {
        assertThat(elements(parse(svg), "desc").get(0).getTextContent())
                .doesNotContain("'")
                .doesNotContainPattern(" [:;?!%»€]");
    }

    /** What a drawing says to who cannot see it. */
    public static String told(String svg) {
        return Api.plain(elements(parse(svg), "desc").get(0).getTextContent());
    }

    public static List<String> texts(Element root) {
        return elements(root, "text").stream()
                .map(text -> Api.plain(text.getTextContent()))
                .toList();
    }

    public static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
