package fr.jalon.contact;

import static fr.jalon.Api.text;
import static fr.jalon.Pages.said;
import static fr.jalon.Pages.shown;
import static org.assertj.core.api.Assertions.assertThat;

import fr.jalon.JalonTest;
import fr.jalon.Pages;
import fr.jalon.Refusal;
import fr.jalon.Stage;
import fr.jalon.StatementCount;
import fr.jalon.contact.Contacts.StateCount;
import fr.jalon.contact.Draft.Next;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Groups;
import fr.jalon.team.Enrolments;
import fr.jalon.team.Teams;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@JalonTest
@DisplayName("Les contacts d’une équipe")
class ContactPagesTest {

    private static final LocalDate TODAY = Stage.MONDAY;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private Stage stage;

    @Autowired
    private Teams teams;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Contacts contacts;

    @Autowired
    private ContactRows rows;

    @Autowired
    private StatementCount statements;

    private String team;
    private String anne;
    private String path;

    @BeforeEach
    void aTeam() {
        stage.clock(TODAY, 10, 0);
        team = stage.team(TODAY);
        anne = team + "-a";
        path = "/equipes/" + team + "/contacts";
    }

    @AfterEach
    void resetClock() {
        ClockUtil.reset();
    }

    private static Draft draft(String name, int inDays) {
        return new Draft(name, null, null, null, null, new Next("Rappeler " + name, TODAY.plusDays(inDays)));
    }

    private static Draft bare(String name) {
        return new Draft(name, null, null, null, null, null);
    }

    private String added(String name) {
        return contacts.add(team, ContactState.TO_CONTACT, draft(name, 1), anne);
    }

    private MvcTestResult get(String who, String address) {
        return Pages.get(mvc, who, address);
    }

    private MvcTestResult post(String address, String... fields) {
        return Pages.post(mvc, anne, address, fields);
    }

    private MvcTestResult add(String... fields) {
        return post(path, fields);
    }

    private void done(MvcTestResult answer, String what) {
        assertThat(answer).hasStatus(302);
        assertThat(answer.getResponse().getRedirectedUrl()).contains("fait=" + what);
    }

    private Contact known(String id) {
        return rows.find(team, id).orElseThrow();
    }

    @Test
    @DisplayName("s’ajoutent avec leur prochaine action, une seule fois si le formulaire part deux fois")
    void adds() {
        String id = Pages.hidden(get(anne, path + "/nouveau"), "id");
        String[] fields = {
            "id",
            id,
            "name",
            " Mairie de Lyon ",
            "email",
            "Zoe@Ville.example",
            "phone",
            "04 78 00 00 00",
            "channel",
            "Salon",
            "follower",
            anne,
            "state",
            "en-discussion",
            "action",
            "Montrer la maquette",
            "day",
            "2026-10-20"
        };
        for (int time = 0; time < 2; time++) done(add(fields), "ajout");

        assertThat(rows.of(team)).hasSize(1);
        assertThat(shown(get(anne, path)))
                .contains("En discussion 1 contact", "Mairie de Lyon", "Montrer la maquette demain")
                .contains("Salon · suivi par Anne Durand");
        assertThat(shown(get(anne, path + "/" + id)))
                .contains("zoe@ville.example", "04 78 00 00 00", "Ajout dans « En discussion »")
                .contains("Ensuite : Montrer la maquette, mardi 20 octobre");
    }

    @Test
    @DisplayName("disent à côté du champ ce qui ne va pas, et gardent ce qui est tapé")
    void keepsWhatIsTyped() {
        MvcTestResult refused =
                add("name", "Mairie <b>", "email", "zoe", "state", "essai", "action", "", "channel", "Salon");

        assertThat(refused).hasStatus(422);
        assertThat(text(refused))
                .contains("id=\"email-fault\"", "id=\"action-fault\"", "value=\"Mairie &lt;b&gt;\"", "value=\"Salon\"")
                .contains("<option value=\"essai\" selected=\"selected\">")
                .doesNotContain("id=\"name-fault\"");
        assertThat(said(refused)).contains("Un contact ouvert a toujours une prochaine action.");
        assertThat(rows.of(team)).isEmpty();
    }

    @Test
    @DisplayName("n’ont pas deux fois la même adresse dans une équipe, mais bien dans deux")
    void refusesAnAddressTwice() {
        Draft draft = new Draft("Zoé", "zoe@ville.example", null, null, null, null);
        contacts.add(team, ContactState.USER, draft, anne);
        contacts.add(stage.team(TODAY), ContactState.USER, draft, "fanny");
        String other = added("Léa");

        MvcTestResult refused = add("name", "Zoé bis", "email", "ZOE@ville.example", "state", "utilisateur");
        assertThat(refused).hasStatus(422);
        assertThat(said(refused)).contains("C’est déjà l’adresse de « Zoé ».");
        MvcTestResult corrected = post(
                path + "/" + other,
                "seen",
                "1",
                "name",
                "Léa",
                "email",
                "zoe@ville.example",
                "action",
                "Rappeler",
                "day",
                "2026-10-20");
        assertThat(corrected).hasStatus(422);
        assertThat(text(corrected)).contains("id=\"email-fault\"", "<details class=\"screen\" open=\"open\">");
    }

    @Test
    @DisplayName("se rangent par colonne : en retard d’abord, puis par date, avec le retard en mots")
    void sortsColumns() {
        for (int days : List.of(3, -2, 0, 1)) contacts.add(team, ContactState.TRIAL, draft("Jour" + days, days), anne);
        contacts.add(team, ContactState.USER, bare("Sans date"), anne);
        contacts.add(team, ContactState.USER, draft("Avec date", 9), anne);

        assertThat(shown(get(anne, path)))
                .containsSubsequence(
                        "À contacter 0",
                        "Personne.",
                        "Essai 4",
                        "Jour-2",
                        "en retard de deux jours",
                        "Jour0",
                        "aujourd’hui",
                        "Jour1",
                        "demain",
                        "Jour3",
                        "jeudi 22 octobre",
                        "Utilisateur 2",
                        "Avec date",
                        "Sans date",
                        "Perdu 0");
        assertThat(contacts.byState(team))
                .extracting(StateCount::label, StateCount::count)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"À contacter\", 0)",
                        "(\"En discussion\", 0)",
                        "(\"Essai\", 4)",
                        "(\"Utilisateur\", 2)",
                        "(\"Perdu\", 0)");
        assertThat(contacts.overdue(team)).isEqualTo(1);
    }

    @Test
    @DisplayName("se filtrent : les miens, en retard, aujourd’hui ; chaque nombre mène à ce qu’il compte")
    void filters() {
        contacts.add(team, ContactState.TRIAL, draft("Tardif", -1), anne);
        contacts.add(team, ContactState.TRIAL, draft("Du jour", 0), anne);
        Next next = new Next("Rappeler", TODAY.plusDays(2));
        contacts.add(team, ContactState.TALKING, new Draft("Le mien", null, null, null, anne, next), anne);

        assertThat(shown(get(anne, path)))
                .contains("Tous (3) Suivis par moi (1) En retard (1) À faire aujourd’hui (1)");
        assertThat(shown(get(anne, path + "?filtre=moi"))).contains("Le mien").doesNotContain("Tardif", "Du jour");
        assertThat(shown(get(anne, path + "?filtre=retard"))).contains("Tardif").doesNotContain("mien", "Du jour");
        assertThat(shown(get(anne, path + "?filtre=aujourdhui")))
                .contains("Du jour")
                .doesNotContain("Tardif");
        assertThat(shown(get(anne, path + "?filtre=retard&etat=essai")))
                .contains("Contacts : Essai", "Tardif", "Tous (2) Suivis par moi (0) En retard (1)")
                .doesNotContain("En discussion 0");
        assertThat(shown(get("fanny", path))).contains("En retard (1)").doesNotContain("Suivis par moi");
        assertThat(get(anne, path + "?filtre=tout&etat=rien&page=x")).hasStatusOk();
    }

    @Test
    @DisplayName("se déplacent depuis leur carte, avec leur prochaine action, et gardent le filtre")
    void movesFromTheBoard() {
        String id = added("Zoé");

        MvcTestResult moved =
                post(path + "/" + id + "/etat", "seen", "1", "filtre", "retard", "state", "en-discussion");

        assertThat(moved.getResponse().getRedirectedUrl())
                .isEqualTo(path + "?fait=deplacement&filtre=retard#en-discussion");
        assertThat(known(id).state()).isEqualTo(ContactState.TALKING);
        assertThat(known(id).draft()).isEqualTo(draft("Zoé", 1));
        assertThat(shown(get(anne, path + "/" + id))).contains("De « À contacter » à « En discussion »");
        // Sent again, it changes nothing.
        done(post(path + "/" + id + "/etat", "seen", "1", "state", "en-discussion"), "deplacement");
        assertThat(known(id).version()).isEqualTo(2);
    }

    @Test
    @DisplayName("ne se rouvrent pas sans prochaine action : la page la demande et garde le choix")
    void asksForAnActionToOpen() {
        String id = contacts.add(team, ContactState.LOST, bare("Zoé"), anne);

        MvcTestResult refused = post(path + "/" + id + "/etat", "seen", "1", "filtre", "tous", "state", "essai");

        assertThat(refused).hasStatus(422);
        assertThat(text(refused))
                .contains("id=\"move-action-fault\"", "<option value=\"essai\" selected=\"selected\">");
        assertThat(known(id).state()).isEqualTo(ContactState.LOST);
        done(
                post(
                        path + "/" + id + "/etat",
                        "seen",
                        "1",
                        "state",
                        "essai",
                        "action",
                        "Rappeler",
                        "day",
                        "2026-10-19"),
                "deplacement");
        assertThat(known(id).draft().next()).isEqualTo(new Next("Rappeler", TODAY));
    }

    @Test
    @DisplayName("perdus, abandonnent leur prochaine action, que l’historique garde ; utilisateurs, la gardent")
    void dropsTheActionOfTheLost() {
        String id = added("Zoé");
        done(post(path + "/" + id + "/etat", "seen", "1", "state", "utilisateur"), "deplacement");
        assertThat(known(id).draft().next()).isNotNull();
        done(post(path + "/" + id + "/etat", "seen", "2", "state", "perdu"), "deplacement");
        assertThat(known(id).draft().next()).isNull();
        assertThat(shown(get(anne, path + "/" + id)))
                .contains("De « Utilisateur » à « Perdu » ; abandonné : Rappeler Zoé");
    }

    @Test
    @DisplayName("demandent, l’action faite, ce qui vient ensuite")
    void asksWhatIsNext() {
        String id = added("Zoé");

        MvcTestResult refused = post(path + "/" + id + "/fait", "seen", "1");
        assertThat(refused).hasStatus(422);
        assertThat(text(refused)).contains("id=\"done-action-fault\"");
        for (int time = 0; time < 2; time++)
            done(
                    post(path + "/" + id + "/fait", "seen", "1", "action", "Envoyer le lien", "day", "2026-10-21"),
                    "action");

        assertThat(known(id).version()).isEqualTo(2);
        assertThat(shown(get(anne, path + "/" + id)))
                .contains("Fait : Rappeler Zoé", "Ensuite : Envoyer le lien, mercredi 21 octobre");
    }

    @Test
    @DisplayName("gardent les notes d’échanges, même quand autre chose a changé entre-temps")
    void notes() {
        String id = added("Zoé");
        contacts.move(team, id, ContactState.TALKING, null, "fanny");

        assertThat(post(path + "/" + id + "/note", "seen", "1", "said", " ")).hasStatus(422);
        for (int time = 0; time < 2; time++)
            done(post(path + "/" + id + "/note", "seen", "1", "said", "Elle veut <essayer>."), "note");

        assertThat(known(id).version()).isEqualTo(3);
        assertThat(text(get(anne, path + "/" + id))).contains("Elle veut &lt;essayer&gt;.");
    }

    @Test
    @DisplayName("changés à deux à la fois, disent au second ce qui a changé, et ne perdent rien")
    void tellsWhatHasChanged() {
        String id = added("Zoé");
        contacts.move(team, id, ContactState.TRIAL, null, "fanny");

        MvcTestResult stale = post(
                path + "/" + id, "seen", "1", "name", "Zoé Petit", "action", "Rappeler plus tard", "day", "2026-10-26");

        assertThat(stale).hasStatus(409);
        assertThat(said(stale))
                .contains("entre-temps, ce contact a changé", "De « À contacter » à « Essai » (Fanny Moreau, le");
        assertThat(text(stale)).contains("value=\"Rappeler plus tard\"", "name=\"seen\" value=\"2\"");
        assertThat(known(id).draft()).isEqualTo(draft("Zoé", 1));
        assertThat(post(path + "/" + id + "/etat", "seen", "1", "state", "perdu"))
                .hasStatus(409);
        assertThat(post(path + "/" + id + "/fait", "seen", "1", "action", "a", "day", "2026-10-26"))
                .hasStatus(409);
    }

    @Test
    @DisplayName("ne vont qu’à un endroit quand deux personnes les déplacent au même instant")
    void movesOnce() {
        String id = added("Zoé");
        List<CompletableFuture<Boolean>> both = Stream.of(ContactState.TALKING, ContactState.TRIAL)
                .map(to -> CompletableFuture.supplyAsync(() -> {
                    try {
                        contacts.move(team, id, 1, to, null, to.name());
                        return true;
                    } catch (Refusal stale) {
                        return false;
                    }
                }))
                .toList();

        assertThat(both.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(true, false);
        assertThat(known(id).version()).isEqualTo(2);
        assertThat(rows.entries(id, 1)).singleElement().satisfies(moved -> assertThat(moved.to())
                .isEqualTo(known(id).state()));
    }

    @Test
    @DisplayName("se corrigent, une action en retard compris, et l’historique dit quoi sans dire ce qui y était")
    void corrects() {
        String id = contacts.add(team, ContactState.TRIAL, draft("Zoé", -3), anne);
        String[] fields = {
            "seen", "1", "name", "Zoé Petit", "phone", "01 02 03 04", "action", "Rappeler Zoé", "day", "2026-10-16"
        };
        done(post(path + "/" + id, fields), "correction");
        assertThat(known(id).draft().name()).isEqualTo("Zoé Petit");
        assertThat(shown(get(anne, path + "/" + id))).contains("Corrigé : nom, téléphone");
        fields[9] = "2026-10-17";
        assertThat(post(path + "/" + id, fields)).hasStatus(422);
    }

    @Test
    @DisplayName("s’effacent aussitôt, avec leur historique, après une page qui le demande")
    void erases() {
        String id = added("Zoé");
        assertThat(shown(get(anne, path + "/" + id + "/effacement"))).contains("Effacer Zoé ?");
        for (int time = 0; time < 2; time++) done(post(path + "/" + id + "/effacement"), "effacement");
        assertThat(rows.find(team, id)).isEmpty();
        assertThat(rows.entries(id, 0)).isEmpty();
        assertThat(get(anne, path + "/" + id)).hasStatus(404);
    }

    @Test
    @DisplayName("s’effacent d’eux-mêmes un an après la dernière action, et la page le dit")
    void erasesWhatIsOld() {
        String old = added("Zoé");
        String touched = added("Léa");
        assertThat(shown(get(anne, path))).contains("s’efface de lui-même 365 jours après la dernière action");
        assertThat(shown(get(anne, path + "/" + old))).contains("ce contact s’efface le mardi 19 octobre 2027");
        stage.clock(TODAY.plusDays(1), 10, 0);
        contacts.note(team, touched, 1, "Un mot.", anne);

        stage.clock(TODAY.plusDays(365), 9, 59);
        contacts.eraseOld();
        assertThat(rows.find(team, old)).isPresent();
        stage.clock(TODAY.plusDays(365), 10, 0);
        contacts.eraseOld();

        assertThat(rows.find(team, old)).isEmpty();
        assertThat(rows.find(team, touched)).isPresent();
    }

    @Test
    @DisplayName("sont à l’équipe et aux facilitateurs, se lisent des coachs, et d’une autre équipe n’existent pas")
    void isForTheTeam() {
        String id = added("Zoé");
        String other = stage.team(teams.team(team).cohort());
        for (String page : List.of(path, path + "/" + id, path + ".csv")) {
            assertThat(get("carlos", page)).hasStatusOk();
            assertThat(get(other + "-a", page)).hasStatus(404);
        }
        assertThat(text(get("carlos", path))).doesNotContain("Déplacer vers", "Ajouter un contact", "contacts.js");
        assertThat(text(get("carlos", path + "/" + id))).doesNotContain("<form method", "C’est fait ?", "Effacer ce");
        for (String deed : List.of("/etat", "/fait", "/note", "/effacement", "")) {
            assertThat(Pages.post(mvc, "carlos", path + "/" + id + deed, "seen", "1", "state", "perdu"))
                    .hasStatus(404);
            assertThat(Pages.post(mvc, other + "-a", "/equipes/" + other + "/contacts/" + id + deed, "state", "perdu"))
                    .as(deed)
                    .satisfies(answer -> assertThat(known(id).version()).isEqualTo(1));
        }
        assertThat(get(other + "-a", "/equipes/" + other + "/contacts/" + id)).hasStatus(404);
        assertThat(Pages.post(mvc, "fanny", path + "/" + id + "/etat", "seen", "1", "state", "perdu"))
                .hasStatus(302);
    }

    @Test
    @DisplayName("sont rendus à l’équipe par qui la quitte ; ce qu’elle a fait reste signé")
    void releasesWhatIsFollowed() {
        String bob = team + "-b";
        enrolments.join(teams.team(team), new Enrolments.NewMember(bob, "Bob", "Petit", bob + "@jalon.example"));
        Next next = new Next("Rappeler", TODAY);
        String id = contacts.add(team, ContactState.TRIAL, new Draft("Zoé", null, null, null, bob, next), bob);

        enrolments.leave(teams.team(team), bob);

        assertThat(known(id).draft().follower()).isNull();
        assertThat(shown(get(anne, path + "/" + id))).contains("toute l’équipe", "Bob Petit");
        assertThat(accounts.groupsOf(bob)).doesNotContain(Groups.ofTeam(team));
    }

    @Test
    @DisplayName("disent qu’un tableau suffit, puis pourquoi un vrai CRM devient utile")
    void saysWhenACrmIsWorthIt() {
        IntStream.range(0, 4).forEach(one -> contacts.add(team, ContactState.TRIAL, draft("Z" + one, -8), anne));
        contacts.add(team, ContactState.TRIAL, draft("Tout juste", -7), anne);
        assertThat(shown(get(anne, path)))
                .contains("Faut-il un CRM ?", "plus de 100 contacts ouverts, trois personnes au travail en 30 jours")
                .doesNotContain("Un vrai CRM devient utile");

        contacts.add(team, ContactState.TRIAL, draft("Z4", -8), "fanny");

        assertThat(shown(get(anne, path)))
                .contains("Un vrai CRM devient utile", "cinq actions ont plus de 7 jours de retard")
                .doesNotContain("Faut-il un CRM ?");
    }

    @Test
    @DisplayName("tiennent en un nombre constant de requêtes, colonne par colonne et page par page")
    void isBounded() {
        contacts.add(team, ContactState.TRIAL, draft("Unique", 1), anne);
        int few = asked();
        contacts.addAll(
                team,
                IntStream.range(0, Contacts.MOST - 1)
                        .mapToObj(at -> new Contact(
                                UUID.randomUUID().toString(),
                                team,
                                ContactState.values()[at % 5],
                                at % 5 == 4 ? bare("Z" + at) : draft("Z" + at, at % 9),
                                1,
                                ClockUtil.getCurrentTime().toInstant()))
                        .toList(),
                anne);

        assertThat(asked()).isEqualTo(few);
        assertThat(shown(get(anne, path))).contains("Et 370 autres");
        assertThat(shown(get(anne, path + "?etat=perdu&page=4")))
                .contains("Précédents")
                .doesNotContain("Suivants");
        assertThat(text(get(anne, path + "?etat=perdu&page=3"))).contains("page=2", "page=4");
        MvcTestResult full = add("name", "De trop", "state", "perdu");
        assertThat(full).hasStatus(422);
        assertThat(said(full)).contains("au plus 2 000 contacts");
    }

    private int asked() {
        get(anne, path);
        return statements
                .during(() -> assertThat(get(anne, path)).hasStatusOk())
                .size();
    }
}
