package fr.jalon.construction;

import fr.jalon.plan.Item;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a construction plans from the day of its start: six to twelve months, as its document has them. */
public final class ConstructionYear {

    /** It lasts no longer. */
    public static final int MONTHS = 12;

    /** A committee meets from this month on. */
    public static final int FIRST_COMMITTEE = 6;

    /** The first user is served before the end of this month; after it one should worry. */
    public static final int TO_SERVE = 2;

    public static final String SERVE_FIRST_USER = "serve-first-user";
    public static final String COMMITTEE = "construction-committee";

    private static final String REVIEW = "monthly-review";
    private static final String TO_DECIDE_ON = "Statuer sur la suite de la construction";

    /** In days, and ours: the document says « dès que vous entrez » and « vos premières semaines ». */
    private static final int TO_ENTER = 14;

    private static final int TO_EQUIP = 30;
    private static final int TO_REVIEW = 7;
    private static final int TO_CHECK = 30;
    private static final int TO_DECIDE = 14;

    /**
     * A part of it: a step of the journey.
     *
     * @param id its element in the model
     * @param items by the ids of their elements
     */
    public record Part(String id, String title, Map<String, String> items) {}

    private static final Part ENTRY = new Part(
            "entry-checklist",
            "Entrée en construction",
            inOrder(
                    "assemble-team", "Constituer l’équipe",
                    "name-service", "Nommer le service",
                    "set-up-product", "Mettre en place le produit",
                    "meet-coach", "Rencontrer le coach",
                    "set-impact-goal", "Fixer l’objectif d’impact"));
    private static final Part KIT = new Part(
            "bizdev-kit",
            "Kit de démarrage bizdev",
            inOrder(
                    "track-contacts", "Suivre les contacts",
                    "tag-links", "Baliser les liens partagés",
                    "set-up-analytics", "Mesurer l’origine et les comportements",
                    "set-up-dashboard", "Ouvrir le tableau de bord",
                    "plan-actions", "Choisir les actions et leurs canaux"));
    private static final Part FIRST_USER =
            new Part("first-user", "Premier utilisateur", inOrder(SERVE_FIRST_USER, "Servir le premier utilisateur"));
    private static final Part THREE_MONTHS = new Part(
            "from-month-three",
            "À partir de trois mois",
            inOrder(
                    "three-month-checklist", "Passer la revue des trois mois",
                    "strengthen-team", "Renforcer l’équipe"));
    private static final Part REVIEWS = new Part("months", "Points du mois", reviews());
    private static final Part DECISION = new Part(COMMITTEE, "Comité", inOrder(COMMITTEE, TO_DECIDE_ON));

    /** In the order in which they begin. */
    public static final List<Part> PARTS = List.of(ENTRY, KIT, FIRST_USER, REVIEWS, THREE_MONTHS, DECISION);

    private ConstructionYear() {}

    private static Map<String, String> inOrder(String... pairs) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) all.put(pairs[at], pairs[at + 1]);
        return all;
    }

    private static Map<String, String> reviews() {
        Map<String, String> all = new LinkedHashMap<>();
        for (int month = 1; month <= MONTHS; month++) all.put(review(month), "Point du mois " + month);
        return all;
    }

    /** The item that is the review of a month, from 1. */
    public static String review(int month) {
        return REVIEW + "-" + month;
    }

    /** The day on which so many months are over. */
    public static LocalDate monthOver(LocalDate start, int month) {
        return start.plusMonths(month);
    }

    /** How many months are over on a day; 12 at most. */
    public static int monthsOver(LocalDate start, LocalDate day) {
        int over = 0;
        while (over < MONTHS && !monthOver(start, over + 1).isAfter(day)) over++;
        return over;
    }

    /** The month after which a committee meets next that has met on a day; the last one at the latest. */
    public static int nextCommittee(LocalDate start, LocalDate day) {
        return Math.min(MONTHS, Math.max(FIRST_COMMITTEE, monthsOver(start, day) + 1));
    }

    /** All that is planned, for a start; the committee for its first month. */
    public static List<Item> items(LocalDate start) {
        List<Item> items = new ArrayList<>();
        for (Part part : PARTS)
            part.items()
                    .forEach((id, title) -> items.add(Item.planned(
                            id, title, part.title(), firstDay(part, id, start), lastDay(part, id, start))));
        return items;
    }

    /** The committee of a month, as the plan has it. */
    public static Item committee(LocalDate start, int month) {
        LocalDate opens = monthOver(start, month);
        return Item.planned(COMMITTEE, TO_DECIDE_ON, DECISION.title(), opens, opens.plusDays(TO_DECIDE));
    }

    private static LocalDate firstDay(Part part, String id, LocalDate start) {
        if (part == REVIEWS) return monthOver(start, number(id));
        if (part == THREE_MONTHS) return monthOver(start, 3);
        return part == DECISION ? monthOver(start, FIRST_COMMITTEE) : start;
    }

    private static LocalDate lastDay(Part part, String id, LocalDate start) {
        LocalDate begins = firstDay(part, id, start);
        if (part == ENTRY) return begins.plusDays(TO_ENTER);
        if (part == KIT) return begins.plusDays(TO_EQUIP);
        if (part == FIRST_USER) return monthOver(start, TO_SERVE).minusDays(1);
        if (part == REVIEWS) return begins.plusDays(TO_REVIEW);
        return begins.plusDays(part == THREE_MONTHS ? TO_CHECK : TO_DECIDE);
    }

    private static int number(String review) {
        return Integer.parseInt(review.substring(REVIEW.length() + 1));
    }
}
