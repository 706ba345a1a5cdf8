package fr.jalon.experiment;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** How figures are written in a file. */
enum WrittenFigure {
    /** A whole number. */
    COUNT("un nombre entier est attendu", 1_000_000_000),
    /** A number with any decimals: attribution shares a conversion out. */
    SHARED("un nombre est attendu", 1_000_000_000),
    /** Euros, to the cent. */
    MONEY("un montant en euros est attendu", 1_000_000);

    private static final Pattern EURO = Pattern.compile("^(?:€|EUR) ?| ?(?:€|EUR)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOTHING = Pattern.compile("^(?:--?|–|—)$");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)?|\\d{1,3}(?: \\d{3})+(?:[.,]\\d+)?"
            + "|\\d{1,3}(?:,\\d{3})+\\.\\d+|\\d{1,3}(?:\\.\\d{3})+,\\d+");
    private static final Pattern MILLIONS = Pattern.compile("\\d{1,3}(?:(?:,\\d{3}){2,}|(?:\\.\\d{3}){2,})");
    private static final Pattern THOUSANDS_OR_DECIMALS = Pattern.compile("[1-9]\\d{0,2}[.,]\\d{3}");
    private static final BigDecimal NOISE = new BigDecimal("0.000001");
    private static final int LONGEST = 100;

    private final String expected;
    private final BigDecimal most;

    WrittenFigure(String expected, long most) {
        this.expected = expected;
        this.most = BigDecimal.valueOf(most);
    }

    /** Whether a cell could be a figure. */
    static boolean isLikely(String cell) {
        String text = cell.length() > LONGEST ? "" : EURO.matcher(cell).replaceAll("");
        return NUMBER.matcher(text).matches()
                || MILLIONS.matcher(text).matches()
                || THOUSANDS_OR_DECIMALS.matcher(text).matches();
    }

    /**
     * A figure: a whole number, conversions with any decimals, or euros with two. Of two marks the last is decimal. A
     * lone mark before three digits parts thousands in a count that has no decimals; elsewhere it could be either, so
     * it is refused.
     *
     * @throws IllegalArgumentException saying in French what is expected
     */
    BigDecimal read(String cell) {
        boolean isMoney = this == MONEY;
        boolean hasDecimals = this != COUNT;
        if (cell.length() > LONGEST) throw unreadable();
        String text = NOTHING.matcher(isMoney ? EURO.matcher(cell).replaceAll("") : cell)
                .replaceFirst("0");
        if (text.matches("[-−–] ?\\d.*")) throw new IllegalArgumentException("un nombre positif ou nul est attendu");
        boolean isAmbiguous = THOUSANDS_OR_DECIMALS.matcher(text).matches();
        int mark = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
        if (hasDecimals && isAmbiguous) {
            throw new IllegalArgumentException("ce %s peut se lire de deux façons (écrivez « %s » ou « %s »)"
                    .formatted(
                            isMoney ? "montant" : "nombre",
                            text.replaceAll("[.,]", ""),
                            text.substring(0, mark) + "," + text.substring(mark + 1, mark + 3)));
        }
        boolean isWhole = isAmbiguous || MILLIONS.matcher(text).matches();
        if (!isWhole && !NUMBER.matcher(text).matches()) throw unreadable();
        String digits = isWhole || mark < 0
                ? text.replaceAll("[., ]", "")
                : text.substring(0, mark).replaceAll("[., ]", "") + "." + text.substring(mark + 1);
        BigDecimal figure = new BigDecimal(digits).stripTrailingZeros();
        if (isMoney) figure = cents(figure);
        if (!hasDecimals && figure.scale() > 0) throw unreadable();
        if (figure.compareTo(most) > 0) throw new IllegalArgumentException("ce nombre est hors de toute mesure");
        return hasDecimals ? figure : figure.setScale(0);
    }

    /** Money to the cent; what binary fractions add to it does not count. */
    private static BigDecimal cents(BigDecimal money) {
        BigDecimal cents = money.setScale(2, RoundingMode.HALF_UP);
        if (money.subtract(cents).abs().compareTo(NOISE) > 0)
            throw new IllegalArgumentException("deux décimales au plus");
        return cents;
    }

    /** More than that in a day is a mistake. */
    BigDecimal most() {
        return most;
    }

    private IllegalArgumentException unreadable() {
        return new IllegalArgumentException(expected);
    }
}
