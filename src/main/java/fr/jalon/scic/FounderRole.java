package fr.jalon.scic;

/** The three roles of the founding team (seed 003, « Équipe fondatrice requise »). */
public enum FounderRole {
    CEO("Commercial, réseau", "Partenariats, levée"),
    COO("RH, formation", "Conformité, pédagogie"),
    CTO("Technique, produit", "Plateforme, IA légale");

    private final String profile;
    private final String mission;

    FounderRole(String profile, String mission) {
        this.profile = profile;
        this.mission = mission;
    }

    public String profile() {
        return profile;
    }

    public String mission() {
        return mission;
    }
}
