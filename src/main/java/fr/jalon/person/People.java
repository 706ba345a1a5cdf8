package fr.jalon.person;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import fr.jalon.engine.identity.Accounts.Person;
import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptAboutPeople.Kept;
import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import fr.jalon.engine.identity.PersonalTraces;
import fr.jalon.text.MailAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells what Jalon keeps about a person, and erases it as far as evidence allows. Callers have checked who asks. */
@Service
public class People {

    record Account(
            String id,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String email,
            List<String> groups) {}

    /** What was erased, and what stays and why, in French. */
    public record Erasure(List<Erased> erased, List<Kept> kept) {}

    public record Erased(String what, int count) {}

    private static final int PAGE = 200;

    /** What no slice can find a person in. */
    private static final List<Kept> BEYOND = List.of(
            new Kept(
                    "Les noms et adresses écrits dans un texte libre",
                    "Réponses aux formulaires (dont les noms confirmés dans «\u00a0Confirmer "
                            + "l’équipe\u00a0»), commentaires, motifs et noms"
                            + " d’équipe\u00a0: Jalon n’y cherche personne. L’historique des parcours "
                            + "s’efface cinq ans après leur fin."),
            new Kept(
                    "Les sauvegardes et les journaux techniques",
                    "Ils sont hors de la base\u00a0: ils disparaissent au terme"
                            + " de leur propre durée de conservation."));

    private final SignatureRows rows;
    private final Accounts accounts;
    private final PersonalTraces traces;
    private final List<KeptAboutPeople> slices;
    private final SecureRandom random = new SecureRandom();

    People(SignatureRows rows, Accounts accounts, PersonalTraces traces, List<KeptAboutPeople> slices) {
        this.rows = rows;
        this.accounts = accounts;
        this.traces = traces;
        this.slices = slices;
    }

    /** The columns by which rows of Jalon say who did something. */
    List<Signature> signatures() {
        return slices.stream().flatMap(slice -> slice.signatures().stream()).toList();
    }

    /**
     * What Jalon keeps about a person: the account, unless it is gone while something that names it remains, and lists
     * by their names, each with one page, the latest first; {@code more} says whether one of them goes on. As many
     * queries however much it is.
     *
     * @throws Refusal if it keeps nothing
     */
    @Transactional(readOnly = true)
    public Map<String, Object> export(String id, int page) {
        Optional<Person> account = accounts.find(id);
        Person person = account.orElse(new Person(id, null, null, null));
        long offset = (long) page * PAGE;
        Map<String, List<?>> lists = new LinkedHashMap<>();
        slices.forEach(slice -> lists.putAll(slice.of(person, PAGE + 1, offset)));
        lists.put("started", traces.started(id, PAGE + 1, offset));
        lists.put("tasks", traces.tasks(id, PAGE + 1, offset));
        lists.put("comments", traces.comments(id, PAGE + 1, offset));
        lists.put("entries", rows.of(id, signatures(), PAGE + 1, offset));
        lists.put("operations", traces.operations(id, PAGE + 1, offset));
        if (isNobody(id, account)
                || account.isEmpty() && lists.values().stream().allMatch(List::isEmpty)) {
            throw unknown(id);
        }
        Map<String, Object> export = new LinkedHashMap<>();
        account.ifPresent(found -> export.put(
                "account", new Account(id, found.firstName(), found.lastName(), found.email(), accounts.groupsOf(id))));
        lists.forEach((name, list) -> export.put(name, list.size() > PAGE ? list.subList(0, PAGE) : list));
        export.put("page", page);
        export.put("more", lists.values().stream().anyMatch(list -> list.size() > PAGE));
        return export;
    }

    /**
     * Deletes a person's account and all that is theirs alone, and writes a pseudonym where a row must stay. May be
     * repeated: what a request that was under way has written since goes too.
     *
     * @throws Refusal if Jalon keeps nothing about them, or they are the last administrator
     */
    @Transactional
    public Erasure erase(String id) {
        Optional<Person> account = accounts.find(id);
        if (isNobody(id, account)) throw unknown(id);
        if (traces.isLastAdministrator(id)) {
            throw Refusal.conflict("« " + id + " » est le dernier administrateur : nommez-en un autre d’abord.");
        }
        String pseudonym = "personne-effacee-" + HexFormat.of().formatHex(bytes());
        Map<String, Integer> erased = new LinkedHashMap<>();
        Person person = account.orElse(new Person(id, null, null, null));
        slices.forEach(slice -> erased.putAll(slice.erase(person)));
        erased.put("Compte, avec son mot de passe et ses groupes", account.isPresent() ? 1 : 0);
        accounts.delete(id);
        erased.putAll(traces.erase(id, pseudonym));
        erased.put(
                "Chiffres, avenants, entretiens et revues, signés d’un pseudonyme",
                signatures().stream()
                        .filter(signature -> !signature.isFinal())
                        .mapToInt(signature -> rows.rename(id, pseudonym, signature))
                        .sum());
        List<Kept> kept = new ArrayList<>();
        slices.forEach(slice -> kept.addAll(slice.kept(person)));
        List<Erased> done = done(erased);
        if (done.isEmpty() && kept.isEmpty()) throw unknown(id);
        kept.addAll(BEYOND);
        return new Erasure(done, kept);
    }

    /**
     * What Jalon keeps at a mail address that is no account's: lists by their names, with what is found alone, and at
     * most one page of each; {@code more} says whether one of them goes on.
     *
     * @throws Refusal if that is nothing, or it is an account's
     */
    @Transactional(readOnly = true)
    public Map<String, Object> exportAt(MailAddress address) {
        Person nobody = without(address);
        Map<String, List<?>> lists = new LinkedHashMap<>();
        slices.forEach(slice -> lists.putAll(slice.of(nobody, PAGE + 1, 0)));
        lists.values().removeIf(List::isEmpty);
        if (lists.isEmpty()) throw unknown(address.value());
        Map<String, Object> export = new LinkedHashMap<>();
        export.put("address", address.value());
        lists.forEach((name, list) -> export.put(name, list.size() > PAGE ? list.subList(0, PAGE) : list));
        export.put("more", lists.values().stream().anyMatch(list -> list.size() > PAGE));
        return export;
    }

    /**
     * Deletes what Jalon keeps at a mail address that is no account's.
     *
     * @throws Refusal if that is nothing, or it is an account's
     */
    @Transactional
    public Erasure eraseAt(MailAddress address) {
        Person nobody = without(address);
        Map<String, Integer> erased = new LinkedHashMap<>();
        slices.forEach(slice -> erased.putAll(slice.erase(nobody)));
        List<Erased> done = done(erased);
        if (done.isEmpty()) throw unknown(address.value());
        return new Erasure(done, BEYOND);
    }

    /** Somebody without an account, whom slices know by an address alone. */
    private Person without(MailAddress address) {
        List<String> accountsOf = accounts.named(address.value());
        if (!accountsOf.isEmpty())
            throw Refusal.conflict("L’adresse « " + address.value() + " » est celle d’un compte : « "
                    + accountsOf.get(0) + " ». Cherchez cette personne.");
        return new Person("", null, null, address.value());
    }

    private static List<Erased> done(Map<String, Integer> erased) {
        return erased.entrySet().stream()
                .filter(rows -> rows.getValue() > 0)
                .map(rows -> new Erased(rows.getKey(), rows.getValue()))
                .toList();
    }

    /** Timers sign with a name of their own. */
    private static boolean isNobody(String id, Optional<Person> account) {
        return id.equals(Accounts.NOBODY) && account.isEmpty();
    }

    private static Refusal unknown(String id) {
        return Refusal.unknown("Jalon ne garde rien sur « " + id + " ».");
    }

    private byte[] bytes() {
        byte[] bytes = new byte[8];
        random.nextBytes(bytes);
        return bytes;
    }
}
