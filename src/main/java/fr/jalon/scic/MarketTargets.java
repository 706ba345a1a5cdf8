package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.text.French;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What market validation must reach; each track may set its own.
 *
 * @param companies company interviews
 * @param apprentices apprentice interviews
 * @param strongInterestPercent companies with strong interest, in percent
 * @param letters letters of intent signed
 * @param priceAcceptedPercent companies that accept the price, in percent
 * @param price of the pack, in euros
 * @param segmentLeast company interviews in each of the three segments, at least
 */
public record MarketTargets(
        int companies,
        int apprentices,
        double strongInterestPercent,
        int letters,
        double priceAcceptedPercent,
        double price,
        int segmentLeast) {

    /** Those of the founding documents (seed 003, « Validation marché B2B »). */
    public static final MarketTargets DEFAULT = new MarketTargets(20, 10, 30, 3, 50, 2500);

    /** The same, with a quarter of the companies, rounded down, in each segment: a last quarter is left free. */
    public MarketTargets(
            int companies,
            int apprentices,
            double strongInterestPercent,
            int letters,
            double priceAcceptedPercent,
            double price) {
        this(companies, apprentices, strongInterestPercent, letters, priceAcceptedPercent, price, companies / 4);
    }

    /** @throws Refusal if a target makes no sense */
    public MarketTargets {
        Map<String, String> errors = new LinkedHashMap<>();
        if (companies < 1 || companies > 1000) errors.put("companies", "Entretiens d’entreprises : de 1 à 1 000.");
        if (apprentices < 0 || apprentices > 1000) errors.put("apprentices", "Entretiens d’alternants : de 0 à 1 000.");
        if (!isPercent(strongInterestPercent))
            errors.put("strongInterestPercent", "Intérêt fort : un pourcentage de 0 à 100 est attendu.");
        if (letters < 0 || letters > 1000) errors.put("letters", "Lettres d’intention : de 0 à 1 000.");
        if (!isPercent(priceAcceptedPercent))
            errors.put("priceAcceptedPercent", "Prix accepté : un pourcentage de 0 à 100 est attendu.");
        if (!(price > 0 && price <= 1_000_000))
            errors.put("price", "Prix du pack : un montant au-dessus de 0 et d’au plus 1 000 000 € est attendu.");
        if (segmentLeast < 0 || segmentLeast * Segment.values().length > companies)
            errors.put(
                    "segmentLeast",
                    "Entreprises par segment : au plus un tiers des entretiens, puisqu’il y a trois segments.");
        if (!errors.isEmpty()) throw Refusal.malformed(errors);
    }

    /** {@code 2 500 €}. */
    public String priceInWords() {
        return French.money(price);
    }

    private static boolean isPercent(double value) {
        return value >= 0 && value <= 100;
    }
}
