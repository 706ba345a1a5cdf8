package fr.jalon.scic;

import fr.jalon.Refusal;
import fr.jalon.scic.Grant.Kind;
import fr.jalon.scic.Grant.Range;
import java.time.LocalDate;
import java.time.Month;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calendar of grants of the founding documents (seed 003, « Demandes subventions - Calendrier ») and its
 * arithmetic.
 */
public final class Grants {

    private Grants() {}

    /** The five lines, by deadline. */
    public static final List<Grant> CALENDAR = List.of(
            new Grant(
                    "region-occitanie",
                    "Région Occitanie",
                    Kind.SUBSIDY,
                    range(20_000, 50_000),
                    "Dossier ESS numérique",
                    Month.MARCH,
                    true),
            new Grant(
                    "realis",
                    "Réalis incubateur",
                    Kind.SUPPORT,
                    range(0, 0),
                    "Candidature à l’accompagnement",
                    Month.APRIL,
                    false),
            new Grant(
                    "france-active",
                    "France Active",
                    Kind.GUARANTEE,
                    range(10_000, 30_000),
                    "Garantie bancaire",
                    Month.MAY,
                    false),
            new Grant(
                    "bpi-france",
                    "BPI France",
                    Kind.AID,
                    range(30_000, 60_000),
                    "Aide à l’innovation",
                    Month.JUNE,
                    true),
            new Grant(
                    "opco-2i",
                    "OPCO 2i",
                    Kind.AGREEMENT,
                    Optional.empty(),
                    "Convention de financement",
                    Month.SEPTEMBER,
                    false));

    /** What stands beside every prefilled deadline. */
    public static final String TO_CONFIRM = "à confirmer auprès du financeur";

    /**
     * Yearly euros from one authority above which a written agreement is compulsory (loi n° 2000-321, art. 10; décret
     * n° 2001-495, art. 1).
     */
    public static final long AGREEMENT_ABOVE = 23_000;

    /**
     * Something that must be there before a file can be handed in; days before the deadline as a habit, not as a law.
     * The step of the plan that gives it stands here alone.
     */
    public enum Prerequisite {
        /** Legal capacity comes with publication (loi du 1er juillet 1901, art. 5 et 6). */
        DECLARATION("Association déclarée et publiée au JOAFE", 45, "declare-association"),
        SIRET("Numéro SIRET connu", 30, "obtain-siret"),
        /** Loi n° 2000-321, art. 10-1; décret n° 2021-1947. */
        REPUBLICAN_CONTRACT("Contrat d’engagement républicain souscrit", 14, null);

        private final String label;
        private final int daysBefore;
        private final @Nullable String step;

        Prerequisite(String label, int daysBefore, @Nullable String step) {
            this.label = label;
            this.daysBefore = daysBefore;
            this.step = step;
        }

        /** The step that gives it; empty where it is signed with the file itself. */
        public Optional<String> step() {
            return Optional.ofNullable(step);
        }

        /** What a step of the plan gives. */
        static Prerequisite ofStep(String step) {
            return Stream.of(values())
                    .filter(each -> step.equals(each.step))
                    .findFirst()
                    .orElseThrow();
        }

        /** What a person reads. */
        public String label() {
            return label;
        }

        /** Whether the association has it. */
        public boolean isMetBy(Readiness readiness) {
            return switch (this) {
                case DECLARATION -> readiness.declared();
                case SIRET -> readiness.siretKnown();
                case REPUBLICAN_CONTRACT -> readiness.republicanContractSigned();
            };
        }

        /** The day by which it is needed for a deadline. */
        public LocalDate neededBy(LocalDate deadline) {
            return deadline.minusDays(daysBefore);
        }
    }

    /** A document of the file, and the day by which it should be ready. */
    public record Document(String label, LocalDate due) {}

    /** What the association already has. */
    public record Readiness(boolean declared, boolean siretKnown, boolean republicanContractSigned) {}

    /** An application's money, in whole euros; 0 where nothing was granted or received. */
    public record Application(Kind kind, long asked, long granted, long received) {

        /** @throws Refusal if an amount is negative or more was received than granted */
        public Application {
            Map<String, String> errors = new LinkedHashMap<>();
            if (asked < 0) errors.put("asked", "Montant demandé : un montant positif est attendu.");
            if (granted < 0) errors.put("granted", "Montant accordé : un montant positif est attendu.");
            if (received < 0) errors.put("received", "Montant reçu : un montant positif est attendu.");
            else if (received > granted) errors.put("received", "Montant reçu : il dépasse le montant accordé.");
            if (!errors.isEmpty()) throw Refusal.malformed(errors);
        }
    }

    /** Sums in whole euros. */
    public record Total(long asked, long granted, long received) {}

    /** A number behind an id: the round of an application, from the second on. */
    private static final Pattern ROUND = Pattern.compile("(.+?)(?:-([2-9]|[1-9]\\d))?");

    /** A line of the calendar by its id, or by that of any application for it. */
    public static Grant byId(String id) {
        String line = matched(id).group(1);
        return CALENDAR.stream()
                .filter(grant -> grant.id().equals(line))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No grant « " + id + " »"));
    }

    /** Which application for its line one is, from 1 on. */
    public static int round(String id) {
        String round = matched(id).group(2);
        return round == null ? 1 : Integer.parseInt(round);
    }

    /** The funder of an application, with its number from the second on. */
    public static String title(String id) {
        String funder = byId(id).funder();
        return round(id) == 1 ? funder : funder + " (demande n°\u00a0" + round(id) + ")";
    }

    /** The id of an application for a line. */
    public static String application(Grant line, int round) {
        return round == 1 ? line.id() : line.id() + "-" + round;
    }

    private static Matcher matched(String id) {
        Matcher found = ROUND.matcher(id);
        if (!found.matches()) throw new IllegalArgumentException("No grant « " + id + " »");
        return found;
    }

    /** What the table {@code grant-prerequisites} asks, as its variable {@code grant}. */
    public static Map<String, Object> facts(Grant grant, Readiness readiness) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("kind", grant.kind().name());
        facts.put("publicMoney", grant.publicMoney());
        facts.put("declared", readiness.declared());
        facts.put("siretKnown", readiness.siretKnown());
        facts.put("republicanContract", readiness.republicanContractSigned());
        return facts;
    }

    /** The documents of a file, counted back from its deadline, the earliest first. */
    public static List<Document> documents(Grant grant, LocalDate deadline) {
        Stream<Document> asked =
                switch (grant.kind()) {
                    case SUBSIDY ->
                        Stream.of(
                                document("Récépissé de déclaration et avis SIRENE", deadline, 30),
                                document("Budget prévisionnel et plan de financement", deadline, 21),
                                document(
                                        "Formulaire de demande de subvention (celui du financeur ou le "
                                                + "cerfa n°\u00a012156)",
                                        deadline,
                                        10));
                    case SUPPORT -> Stream.of(document("Présentation du projet et de l’équipe", deadline, 14));
                    case GUARANTEE ->
                        Stream.of(
                                document("Plan de financement sur trois ans", deadline, 30),
                                document("Accord de principe de la banque", deadline, 14));
                    case AID ->
                        Stream.of(
                                document("Description du caractère innovant et programme de travaux", deadline, 30),
                                document("Budget prévisionnel et plan de financement", deadline, 21));
                    case AGREEMENT ->
                        Stream.of(document("Projet de convention et effectifs d’alternants prévus", deadline, 30));
                };
        Stream<Document> contract = grant.publicMoney()
                ? Stream.of(document(
                        Prerequisite.REPUBLICAN_CONTRACT.label(),
                        deadline,
                        Prerequisite.REPUBLICAN_CONTRACT.daysBefore))
                : Stream.of();
        return Stream.of(
                        Stream.of(document("Statuts signés et liste des dirigeants", deadline, 30)),
                        asked,
                        contract,
                        Stream.of(
                                document("RIB de l’association", deadline, 14),
                                document("Dossier complet, relu par une autre personne", deadline, 7)))
                .flatMap(each -> each)
                .sorted((a, b) -> a.due().compareTo(b.due()))
                .toList();
    }

    /** Whether a written agreement must be signed, for the euros that one funder gives in a year. */
    public static boolean isAgreementCompulsory(Grant grant, long yearlyAmount) {
        return grant.publicMoney() && yearlyAmount > AGREEMENT_ABOVE;
    }

    /**
     * The day by which spending is reported: six months after the end of the financial year (loi n° 2000-321, art. 10).
     */
    public static LocalDate spendingReportDue(LocalDate financialYearEnd) {
        return financialYearEnd.plusMonths(6);
    }

    /** Sums by kind; every kind is there. */
    public static Map<Kind, Total> totals(Collection<Application> applications) {
        Map<Kind, Total> totals = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values())
            totals.put(
                    kind,
                    sum(applications.stream()
                            .filter(each -> each.kind() == kind)
                            .toList()));
        return totals;
    }

    /** The sum of what is money; guarantees and support are no money and stay out. */
    public static Total money(Collection<Application> applications) {
        return sum(applications.stream().filter(each -> each.kind().isMoney()).toList());
    }

    private static Total sum(List<Application> applications) {
        return new Total(
                sum(applications, Application::asked),
                sum(applications, Application::granted),
                sum(applications, Application::received));
    }

    private static long sum(List<Application> applications, ToLongFunction<Application> amount) {
        return applications.stream().mapToLong(amount).sum();
    }

    private static Optional<Range> range(long lowest, long highest) {
        return Optional.of(new Range(lowest, highest));
    }

    private static Document document(String label, LocalDate deadline, int daysBefore) {
        return new Document(label, deadline.minusDays(daysBefore));
    }
}
