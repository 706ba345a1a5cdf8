package fr.jalon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("L’architecture")
class ArchitectureTest {

    private static final String ROOT = "fr.jalon";

    /** Classes that break rules, laid out as Jalon is. */
    private static final String FAULTY = "faulty";

    private static final JavaClasses JALON = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static final String ENGINE = "fr.jalon.engine..";
    private static final String WEB = "fr.jalon.web..";
    private static final String DEMO = "fr.jalon.demo..";

    private static final int LONG_LINES_LEFT = 78;

    /** What others may know of a slice; what is missing here is its own affair, public or not. */
    private static final Map<String, Set<String>> FACADES = Map.of(
            "journey",
                    Set.of(
                            "Asked",
                            "Demonstration",
                            "Journey",
                            "JourneyKind",
                            "Journeys",
                            "Kinds",
                            "Learnt",
                            "MoveLetters",
                            "Timeline"),
            "contact", Set.of("ContactState", "Contacts", "Draft"),
            "link", Set.of("GivenLinks", "LinkVisits", "Links", "TaggedLink"),
            "mail", Set.of("Letter", "Matter", "Messenger", "MorningHours", "News", "Topic"),
            "person", Set.of("People"),
            "silence", Set.of("Silence", "SilenceRule"),
            "measure", Set.of("Measure", "MeasuredVisits"),
            "team",
                    Set.of(
                            "Cohort",
                            "CohortArchived",
                            "CohortDays",
                            "CohortMarked",
                            "Deletions",
                            "Enrolments",
                            "Newcomers",
                            "Roster",
                            "Team",
                            "TeamFile",
                            "TeamFiles",
                            "Teams"),
            "experiment",
                    Set.of(
                            "Advice",
                            "Amendment",
                            "Base",
                            "Belief",
                            "Calibration",
                            "Case",
                            "Charts",
                            "Contract",
                            "ContractChange",
                            "Decision",
                            "Demands",
                            "Design",
                            "Evidence",
                            "ExperimentId",
                            "Forecast",
                            "Foreseen",
                            "Hearing",
                            "Judge",
                            "MetricRow",
                            "MetricsRecorded",
                            "Proposal",
                            "Recommendation",
                            "Sketch",
                            "Standing",
                            "Validation",
                            "WeekDay",
                            "WeekSoFar"),
            "plan",
                    Set.of(
                            "Gantt",
                            "Impossible",
                            "ImpossibleDates",
                            "Item",
                            "Launch",
                            "Move",
                            "Plan",
                            "PlanCalendar",
                            "PlanColumn",
                            "PlanFile",
                            "Plans",
                            "Reckoning",
                            "Repair",
                            "Schedule",
                            "Schedules",
                            "Work",
                            "WorkTemplate"));

    /** Plain pieces without a slice: they know nothing but each other. */
    private static final String[] PLAIN = {
        "fr.jalon.chain..", "fr.jalon.drawing..", "fr.jalon.statistics..", "fr.jalon.text.."
    };

    /** Whatever stands in a package of its own, but those that serve all others. */
    private static final DescribedPredicate<JavaClass> SLICE = resideInAPackage("fr.jalon.*..")
            .and(not(resideInAnyPackage(ENGINE, WEB)))
            .and(not(resideInAnyPackage(PLAIN)))
            .as("classes of a slice");

    /** The engine's product, as its packages begin. */
    private static final String CAMUNDA = "org.camunda";

    private static final String PRODUCT = CAMUNDA.substring("org.".length());

    @Test
    @DisplayName("Seuls le moteur et les processus connaissent Camunda")
    void keepsCamundaInside() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ENGINE, "fr.jalon.*.process..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CAMUNDA + "..")
                .check(JALON);
    }

    @Test
    @DisplayName("Seul le moteur connaît les entrailles de Camunda")
    void keepsTheEnginesInsidesInside() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CAMUNDA + "..impl..")
                .check(JALON);
    }

    @Test
    @DisplayName("Textes, dessins, statistiques et chaînes ne connaissent ni tranche, ni Spring, ni moteur")
    void keepsPlainPiecesPlain() {
        noClasses()
                .that()
                .resideInAnyPackage(PLAIN)
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.springframework..", CAMUNDA + "..", ENGINE, WEB)
                        .or(SLICE))
                .check(JALON);
    }

    @Test
    @DisplayName("Seul le moteur connaît les réponses HTTP de Camunda")
    void keepsJaxRsInside() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(JALON);
    }

    @Test
    @DisplayName("Le moteur et le web ne connaissent aucune tranche")
    void keepsFoundationsIgnorant() {
        noClasses()
                .that()
                .resideInAnyPackage(ENGINE, WEB)
                .should()
                .dependOnClassesThat(SLICE)
                .check(JALON);
    }

    @Test
    @DisplayName("Aucune tranche ne connaît le web")
    void keepsSlicesOffTheWeb() {
        noClasses()
                .that(SLICE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(WEB)
                .check(JALON);
    }

    @Test
    @DisplayName("Personne ne connaît la démonstration")
    void keepsTheDemoApart() {
        noClasses()
                .that()
                .resideOutsideOfPackage(DEMO)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(DEMO)
                .check(JALON);
    }

    @Test
    @DisplayName("Les tranches ne tournent pas en rond")
    void turnsInNoCircle() {
        slices().matching("fr.jalon.(*)..").should().beFreeOfCycles().check(JALON);
    }

    @Test
    @DisplayName("Les pièces du moteur ne tournent pas en rond non plus")
    void turnsInNoCircleInside() {
        roomsTurnInNoCircle(ROOT).check(JALON);
    }

    private static ArchRule roomsTurnInNoCircle(String root) {
        return slices().matching(root + ".engine.(*)..").should().beFreeOfCycles();
    }

    @Test
    @DisplayName("Personne ne connaît le portefeuille")
    void keepsThePortfolioApart() {
        nobodyKnowsThePortfolio(ROOT).check(JALON);
    }

    private static ArchRule nobodyKnowsThePortfolio(String root) {
        String portfolio = root + ".portfolio..";
        return noClasses()
                .that()
                .resideOutsideOfPackage(portfolio)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(portfolio);
    }

    @Test
    @DisplayName("Le reste de Jalon ne connaît pas les processus d’une tranche")
    void keepsProcessesInTheirSlice() {
        processesKeepApart(ROOT).check(JALON);
        nobodyKnowsProcesses(ROOT).check(JALON);
    }

    private static ArchRule processesKeepApart(String root) {
        return slices().matching(root + ".(*)..process..").should().notDependOnEachOther();
    }

    private static ArchRule nobodyKnowsProcesses(String root) {
        String processes = root + ".*.process..";
        return noClasses()
                .that()
                .resideOutsideOfPackage(processes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(processes);
    }

    @Test
    @DisplayName("Ce qui répond sur le web est de sa tranche, et n’est public pour personne")
    void keepsControllersToThemselves() {
        CONTROLLERS_ARE_NOT_PUBLIC.check(JALON);
    }

    private static final ArchRule CONTROLLERS_ARE_NOT_PUBLIC =
            classes().that(answeringOnTheWeb()).should().notBePublic();

    static Stream<Arguments> broken() {
        return Stream.of(
                arguments(roomsTurnInNoCircle(FAULTY), "Slice form"),
                arguments(nobodyKnowsThePortfolio(FAULTY), "Track.page"),
                arguments(processesKeepApart(FAULTY), "Vote.gate"),
                arguments(nobodyKnowsProcesses(FAULTY), "Track.vote"),
                arguments(CONTROLLERS_ARE_NOT_PUBLIC, "Page"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    @DisplayName("Ce qui enfreint une règle est vu")
    void seesWhatBreaksARule(ArchRule rule, String by) {
        assertThat(rule.evaluate(new ClassFileImporter().importPackages(FAULTY))
                        .getFailureReport()
                        .toString())
                .contains(by);
    }

    @Test
    @DisplayName("Une tranche n’est connue des autres que par sa façade")
    void keepsToFacades() {
        Map<String, Set<String>> known = new TreeMap<>();
        for (JavaClass one : JALON.that(SLICE)) {
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                JavaClass other = dependency.getTargetClass();
                if (SLICE.test(other)
                        && !slice(one).equals(slice(other))
                        && !slice(one).equals("demo"))
                    known.computeIfAbsent(slice(other), slice -> new TreeSet<>())
                            .add(outermost(other).getSimpleName());
            }
        }
        SoftAssertions all = new SoftAssertions();
        known.forEach((slice, classes) ->
                all.assertThat(classes).as(slice).isSubsetOf(FACADES.getOrDefault(slice, Set.of())));
        all.assertAll();
    }

    private static String slice(JavaClass one) {
        return one.getPackageName().split("\\.")[2];
    }

    private static JavaClass outermost(JavaClass one) {
        return one.getEnclosingClass().map(ArchitectureTest::outermost).orElse(one);
    }

    private static DescribedPredicate<JavaClass> answeringOnTheWeb() {
        return describe(
                "answer on the web", one -> one.isMetaAnnotatedWith("org.springframework.stereotype.Controller"));
    }

    @Test
    @DisplayName("L’expérience ne connaît aucun parcours")
    void keepsTheExperimentFree() {
        noClasses()
                .that()
                .resideInAPackage("fr.jalon.experiment..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("fr.jalon.bootcamp..")
                .check(JALON);
    }

    @Test
    @DisplayName("Ce qui calcule se passe de Spring et du moteur")
    void calculatesPlainly() {
        classes()
                .that()
                .haveNameMatching("fr\\.jalon\\.(experiment\\.(Evidence|MetricRow|Contract)"
                        + "|experiment\\.(Charts|ChannelChart|WeekFrame)"
                        + "|measure\\.(MatomoAnswer|Origin|PublicAddress|Reach|Reading)"
                        + "|link\\.(Destination|Medium|Period|Resemblance|Robots|ShortCode|SharedLink|Tags|TaggedLink"
                        + "|VisitsChart)"
                        + "|plan\\.(Item|Gantt|Days|Draft|Frame|ImpossibleDates|Launch|Network|Passes"
                        + "|Repairs?|Schedule|Work)"
                        + "|contact\\.(Contact|ContactFields|ContactState|Crm|Draft)"
                        + "|bootcamp\\.(BootcampDays|Phase)|bootcamp\\.process\\.Ranking"
                        + "|scic\\.(ScicProject|Legal(Rule|Guards|Notice)|Door|Statutes|Verification|Vote"
                        + "|LaunchBudget|BudgetPie|Market(Kpis|Targets)|Milestones|TrendChart|Grants?|GrantApplication"
                        + "|StepMove|TrackMatters|Apprentice|Revenue|Target)(\\$.*)?)")
                .should()
                .onlyDependOnClassesThat(not(resideInAnyPackage("org.springframework..", CAMUNDA + "..", ENGINE)))
                .check(JALON);
    }

    @Test
    @DisplayName("Un enregistrement donne des valeurs et ne dessine rien")
    void letsRecordsDrawNothing() {
        noClasses()
                .that()
                .areRecords()
                .and()
                .resideOutsideOfPackage("fr.jalon.drawing..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("fr.jalon.drawing..")
                .check(JALON);
    }

    @Test
    @DisplayName("Personne ne lit l’heure sans l’horloge")
    void readsTimeFromTheClock() {
        Set<Class<?>> times = Set.of(
                LocalDate.class,
                LocalDateTime.class,
                LocalTime.class,
                OffsetDateTime.class,
                ZonedDateTime.class,
                Year.class,
                YearMonth.class);
        noClasses()
                .should()
                .accessTargetWhere(calling(
                        "now() without a clock",
                        target -> isNamed(target, "now") && isOneOf(target, times) && !takesClock(target)))
                .check(JALON);
    }

    @Test
    @DisplayName("L’instant présent ne se lit que dans le moteur")
    void readsInstantsInTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE)
                .should()
                .accessTargetWhere(calling(
                        "the machine's clock",
                        target ->
                                isNamed(target, "now") && isOneOf(target, Set.of(Instant.class)) && !takesClock(target)
                                        || isNamed(target, "currentTimeMillis") && isOneOf(target, Set.of(System.class))
                                        || target.getName().startsWith("system") && isOneOf(target, Set.of(Clock.class))
                                        || isNamed(target, "getInstance") && isOneOf(target, Set.of(Calendar.class))
                                        || isNamed(target, "<init>")
                                                && isOneOf(target, Set.of(Date.class))
                                                && target.getRawParameterTypes().isEmpty()))
                .check(JALON);
    }

    @Test
    @DisplayName("Seul le calendrier du moteur connaît un fuseau")
    void keepsTheZoneInOnePlace() {
        // The application itself only sets the whole machine to UTC.
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE)
                .and()
                .areNotAssignableTo(JalonApplication.class)
                .should()
                .accessTargetWhere(calling(
                        "a time zone",
                        target -> (isNamed(target, "of") || isNamed(target, "systemDefault"))
                                        && isOneOf(target, Set.of(ZoneId.class))
                                || isOneOf(target, Set.of(TimeZone.class))))
                .check(JALON);
    }

    @Test
    @DisplayName("« Europe/Paris » n’est écrit qu’à un endroit")
    void namesParisOnce() throws IOException {
        List<String> naming = new ArrayList<>();
        for (Path source : javaIn("src/main/java")) {
            if (Files.readString(source).contains("\"Europe/Paris\""))
                naming.add(source.getFileName().toString());
        }
        assertThat(naming).containsExactly("ParisCalendar.java");
    }

    @Test
    @DisplayName("Ce qui porte le nom du moteur, hors ses paquets, n’est écrit qu’à un endroit")
    void namesTheProductOnce() throws IOException {
        assertThat(naming("src/main")).containsExactlyInAnyOrder("Webapps.java", "Groups.java", "french.js");
        assertThat(naming("src/test")).isEmpty();
    }

    /**
     * The file of Jalon's own of each line with the product's name, but for its packages, settings, what its model API
     * and the models' prefix are called, and the links in the webapps' texts, which LocalesTest holds to the English
     * ones.
     */
    private static List<String> naming(String folder) throws IOException {
        List<String> naming = new ArrayList<>();
        for (Path source : filesIn(folder, "")) {
            if (source.startsWith("src/main/resources/static/vendor")) continue;
            // Whatever is no text has no such name either.
            for (String line : Files.readString(source, ISO_8859_1).split("\n")) {
                if (line.replaceAll(
                                "org[./]%s|xmlns:%<s=\"[^\"]*\"|[.]%<s(?=[A-Z])|%<s(?:[.]bpm[.]|:)|<a href=[^>]*>"
                                        .formatted(PRODUCT),
                                "")
                        .contains(PRODUCT)) naming.add(source.getFileName().toString());
            }
        }
        return naming;
    }

    private static List<Path> javaIn(String folder) throws IOException {
        return filesIn(folder, ".java");
    }

    private static List<Path> filesIn(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @DisplayName("Une ligne a 120 caractères au plus")
    void keepsLinesShort() throws IOException {
        assertThat(longLines("src/main/java")).isEmpty();
        // Rows of tables in tests; this number goes down and never up.
        assertThat(longLines("src/test/java")).hasSizeLessThanOrEqualTo(LONG_LINES_LEFT);
    }

    private static List<String> longLines(String folder) throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : javaIn(folder)) {
            for (String line : Files.readAllLines(source))
                if (line.length() > 120) tooLong.add(source.getFileName() + ": " + line.strip());
        }
        return tooLong;
    }

    @Test
    @DisplayName("Aucun nom fourre-tout")
    void givesThingsTheirNames() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
                .check(JALON);
        noClasses()
                .should()
                .resideInAnyPackage("..common..", "..util..", "..utils..", "..helper..")
                .check(JALON);
    }

    @Test
    @DisplayName("Tout s’injecte par le constructeur")
    void injectsThroughConstructors() {
        NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(JALON);
    }

    @FunctionalInterface
    private interface Called {
        boolean matches(CodeUnitAccessTarget target);
    }

    /** Calls and method references alike. */
    private static DescribedPredicate<JavaAccess<?>> calling(String what, Called called) {
        return describe(
                what, access -> access.getTarget() instanceof CodeUnitAccessTarget target && called.matches(target));
    }

    private static boolean isNamed(CodeUnitAccessTarget target, String name) {
        return target.getName().equals(name);
    }

    private static boolean isOneOf(CodeUnitAccessTarget target, Set<Class<?>> owners) {
        return owners.stream().anyMatch(owner -> target.getOwner().isEquivalentTo(owner));
    }

    private static boolean takesClock(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }
}
