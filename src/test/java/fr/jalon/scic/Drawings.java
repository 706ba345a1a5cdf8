package fr.jalon.scic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What holds for every drawing of this slice. */
final class Drawings {

    private Drawings() {}

    /** Well-formed, described, without scripts or references, in French typography. */
    static void assertStandsAlone(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root = factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
        assertThat(root.getLocalName()).isEqualTo("svg");
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
        assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
                .isNotBlank()
                .doesNotContain("'")
                .doesNotContainPattern(" [:;?!%»€]");
        assertThat(svg).doesNotContain("<script", "href", "style=", "NaN", "Infinity");
    }

    /** Leaves the drawing under {@code target}, to be looked at. */
    static void keep(String name, String svg) throws Exception {
        Files.writeString(Files.createDirectories(Path.of("target/drawings")).resolve(name + ".svg"), svg);
    }
}
