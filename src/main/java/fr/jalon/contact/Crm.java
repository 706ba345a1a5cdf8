package fr.jalon.contact;

import fr.jalon.text.French;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a team's contacts have outgrown its board. Kit de démarrage des bizdevs : a board is enough « tant que le
 * volume de contacts est limité » ; a CRM is worth it « quand le suivi devient difficile : relances, historique,
 * étapes, ou quand plusieurs personnes contribuent au déploiement ».
 *
 * @param open contacts that are neither users nor lost
 * @param people who have worked on them in the last {@link #AT_WORK} days
 * @param slipping next actions that are late by more than {@link #SLIPPED} days
 */
record Crm(int open, int people, int slipping) {

    /** In days. */
    static final int AT_WORK = 30;

    /** In days. */
    static final int SLIPPED = 7;

    private static final int MOST_OPEN = 100;
    private static final int PEOPLE = 3;
    private static final int SLIPPING = 5;

    /** What outgrows the board, one sentence each; empty as long as it is enough. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (open > MOST_OPEN)
            reasons.add(
                    "%s contacts sont ouverts (seuil\u00a0: plus de %d).".formatted(French.number(open), MOST_OPEN));
        if (people >= PEOPLE)
            reasons.add("%s personnes y ont travaillé ces %d derniers jours (seuil\u00a0: %d)."
                    .formatted(French.capitalised(French.count(people)), AT_WORK, PEOPLE));
        if (slipping >= SLIPPING)
            reasons.add("Des relances glissent\u00a0: %s actions ont plus de %d jours de retard (seuil\u00a0: %d)."
                    .formatted(French.count(slipping), SLIPPED, SLIPPING));
        return List.copyOf(reasons);
    }

    /** What would change it, in one sentence. */
    static String rule() {
        return ("plus de %d contacts ouverts, %s personnes au travail en %d jours, ou %s actions en retard de plus"
                        + " de %d jours")
                .formatted(MOST_OPEN, French.count(PEOPLE), AT_WORK, French.count(SLIPPING), SLIPPED);
    }
}
