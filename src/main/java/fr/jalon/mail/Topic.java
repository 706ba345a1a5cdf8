package fr.jalon.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a message is to its reader, and whether a reader may do without. */
public enum Topic {
    /** An invitation, a password, a verdict, a decision, a call for help: nobody does without. */
    NEEDED("Ce qui vous concerne directement", "", "ce message vous concerne directement"),
    MORNING(
            "Le point du matin",
            "Chaque jour ouvré, en un courriel et seulement s’il y a quelque chose\u00a0: ce qui est à faire "
                    + "aujourd’hui, en retard, attendu, et demain.",
            "vous recevez le point du matin"),
    STEPS(
            "Les étapes suivantes",
            "Quand votre équipe passe à la phase ou à l’étape suivante d’un parcours.",
            "votre équipe passe à une autre étape"),
    REMINDERS(
            "Les rappels et les retards",
            "Ce qui est à rendre, les chiffres du matin, et ce qui a dépassé son créneau.",
            "quelque chose est à faire, ou en retard, dans une équipe que vous suivez"),
    CHANGES(
            "Les dates déplacées",
            "Quand quelqu’un d’autre déplace des dates d’un plan de votre équipe.",
            "des dates de votre équipe ont changé"),
    CONTACTS(
            "Les contacts à relancer",
            "Chaque jour ouvré où une action est à faire pour un contact que vous suivez.",
            "vous suivez des contacts de votre équipe");

    private final String title;
    private final String what;
    private final String why;

    Topic(String title, String what, String why) {
        this.title = title;
        this.what = what;
        this.why = why;
    }

    /** How a page of choices calls it. */
    public String title() {
        return title;
    }

    /** When it is written, in a sentence. */
    public String what() {
        return what;
    }

    /** As it stands in an address. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Why one gets it, in a sentence. */
    String why() {
        return "Jalon vous écrit parce que " + why + ".";
    }

    boolean isDeclinable() {
        return this != NEEDED;
    }

    static List<Topic> declinable() {
        return Arrays.stream(values()).filter(Topic::isDeclinable).toList();
    }

    static Optional<Topic> find(String slug) {
        return declinable().stream().filter(each -> each.slug().equals(slug)).findFirst();
    }
}
