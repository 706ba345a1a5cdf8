package fr.jalon.scic;

/** The three segments that market validation aims at first (seed 003, « Cibles prioritaires »). */
public enum Segment {
    TECH_SME("PME tech de 10 à 50 salariés, sans RH dédié"),
    GROWING_STARTUP("Startup en croissance, après l’amorçage ou la série A"),
    REGIONAL_IT_SERVICES("ESN régionale, pour ses projets en surcharge");

    private final String label;

    Segment(String label) {
        this.label = label;
    }

    /** What a person reads. */
    public String label() {
        return label;
    }
}
