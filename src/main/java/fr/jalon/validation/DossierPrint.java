package fr.jalon.validation;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import fr.jalon.engine.ParisCalendar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Writes a decision dossier for people: one page, on screen or on paper. */
@Component
class DossierPrint {

  /** What the page shows of an iteration besides its own fields: drawings as SVG, and the rules that spoke. */
  record Sheet(Dossier.Iteration of, List<String> charts, List<Map<String, String>> rules) {}

  private final ITemplateEngine templates;
  private final Canonical canonical;
  private final ParisCalendar paris;

  DossierPrint(ITemplateEngine templates, Canonical canonical, ParisCalendar paris) {
    this.templates = templates;
    this.canonical = canonical;
    this.paris = paris;
    XRLog.setLoggingEnabled(false);
  }

  String html(Dossier dossier) {
    return html(dossier, "screen");
  }

  /** The same page as PDF. */
  byte[] pdf(Dossier dossier) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    // The font lacks the narrow space that French numbers are grouped with, and XML allows no control characters.
    String page = html(dossier, "paper").replace('\u202f', '\u00a0').replaceAll("[\\p{Cntrl}&&[^\\n\\t]]", "");
    try (BatikSVGDrawer drawer = new BatikSVGDrawer()) {
      new PdfRendererBuilder().useFont(liberation(), "Liberation Sans").useSVGDrawer(drawer)
          .withHtmlContent(page, null).toStream(pdf).run();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return pdf.toByteArray();
  }

  private String html(Dossier dossier, String medium) {
    Context context = new Context(Locale.FRANCE);
    context.setVariable("dossier", dossier);
    context.setVariable("sheets", dossier.iterations().stream().map(this::sheet).toList());
    context.setVariable("paris", paris);
    context.setVariable("medium", medium);
    return templates.process("dossier", context);
  }

  @SuppressWarnings("unchecked")
  private Sheet sheet(Dossier.Iteration iteration) {
    List<LocalDate> days = iteration.days().stream().map(WeekDay::day).toList();
    List<String> charts = iteration.contractInForce() == null ? List.of() : List.of(
        Charts.conversion(iteration.evidence(), days), Charts.pace(iteration.evidence(), days),
        Charts.spend(iteration.evidence(), iteration.contractInForce(), days), Charts.channels(iteration.evidence()));
    List<Map<String, String>> rules =
        iteration.thresholds() == null ? List.of() : canonical.read(iteration.thresholds(), List.class);
    rules.forEach(rule -> rule.replaceAll((column, cell) -> french(cell)));
    return new Sheet(iteration, charts, rules);
  }

  /** A cell of a decision table as people write it. */
  private static String french(String cell) {
    return switch (cell) {
      case "true" -> "oui";
      case "false" -> "non";
      case "-" -> "–";
      default -> cell.replace(">=", "≥").replace("<=", "≤").replaceAll("(\\d)\\.(\\d)", "$1,$2");
    };
  }

  /** A free font with all of French that comes with the PDF library. */
  private static FSSupplier<InputStream> liberation() {
    return () -> PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf");
  }
}
