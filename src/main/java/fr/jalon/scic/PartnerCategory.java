package fr.jalon.scic;

/** Whom the structure allies itself with, and what each brings (seed 003, « Partenariats stratégiques »). */
public enum PartnerCategory {
    TRAINING_CENTRE("CFA", "CESI, Simplon", "délégation administrative"),
    SKILLS_OPERATOR("OPCO", "OPCO 2i, Atlas", "financement maximal"),
    REGION("Région", "Occitanie", "subventions"),
    SCHOOLS("Écoles", "Epitech, Wild", "pipeline de candidats"),
    COMPANIES("Entreprises", "ancrage local", "premiers clients");

    /** Partnerships that the association aims at before it goes on (seed 003, « 3 partenariats signés »). */
    public static final int NEEDED = 3;

    private final String label;
    private final String partners;
    private final String contribution;

    PartnerCategory(String label, String partners, String contribution) {
        this.label = label;
        this.partners = partners;
        this.contribution = contribution;
    }

    /** What a person reads. */
    public String label() {
        return label;
    }

    /** The partners that the founding documents name. */
    public String partners() {
        return partners;
    }

    /** What the founding documents expect of them. */
    public String contribution() {
        return contribution;
    }
}
