package fr.jalon.journey;

import fr.jalon.Refusal;
import fr.jalon.engine.StaffTasks;
import fr.jalon.engine.identity.Groups;
import fr.jalon.plan.Item;
import fr.jalon.team.Team;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the rest of Jalon must know of a kind of journey; each slice that has one registers a bean.
 *
 * @param <O> what opens one over HTTP, and with what: a record whose constraints are checked before
 * @param <D> the dates that move one, as the same
 */
public interface JourneyKind<O, D> extends StaffTasks {

    /** The key of its process, and the name that others open it by. */
    String key();

    /** What people call it. */
    String title();

    Class<O> opening();

    Class<D> dates();

    /** What a field of an opening or of dates is chosen from: by its name, what is answered with what is read. */
    default Map<String, Map<String, String>> choices() {
        return Map.of();
    }

    /** The groups whose members may start one. */
    default Set<String> openers() {
        return Set.of(Groups.FACILITATORS);
    }

    /** Tasks that run beside the others, so that nobody is awaited for them. */
    default Set<String> beside() {
        return Set.of();
    }

    /** Tasks that open when something has gone wrong, each with what that is, in a word or two. */
    default Map<String, String> alarms() {
        return Map.of();
    }

    /**
     * Opens one for a team.
     *
     * @return its id
     * @throws fr.jalon.Refusal if the team may not have one now, or the opening makes no sense
     */
    String open(Team team, O opening, String by);

    /**
     * Opens one for a team that another journey has led here.
     *
     * @return its id
     * @throws fr.jalon.Refusal if a journey of this kind follows no other
     */
    default String follow(Team team, Learnt learnt, String by) {
        throw Refusal.conflict("« " + title() + " » ne suit aucun autre parcours.");
    }

    /** How it is told, from its first step to its last; with the items of its plan. */
    Timeline timeline(Journey journey, List<Item> items);

    /** What it shows of itself in a list of journeys; a value that needs attention warns. */
    record Figure(String label, String value, boolean warns) {
        @Override
        public String toString() {
            return label + " : " + value;
        }
    }

    /**
     * What it shows of itself on a team's page.
     *
     * @param pictures SVG, each with its words
     * @param head of the table that says the same; empty where there is none
     */
    record Panel(String title, List<String> pictures, List<String> head, List<List<String>> rows, List<Link> links) {}

    /** A way from a panel. */
    record Link(String label, String href) {}

    /** Its panels, those first that matter most; with the items of its plan. */
    default List<Panel> panels(Journey journey, List<Item> items) {
        return List.of();
    }

    /**
     * What a team must be asked before all else.
     *
     * @param question as its page is headed by it
     * @param why the document insists
     * @param task the id, in the model, of the task that answers it
     */
    record Question(String question, String why, String task) {}

    /** The question that heads its team's page until it is answered; with the items of its plan. */
    default Optional<Question> question(Journey journey, List<Item> items) {
        return Optional.empty();
    }

    /** What speaks against the dates of an open one, in French sentences; it goes on all the same. */
    default List<String> warnings(Journey journey) {
        return List.of();
    }

    /** The figures of some of its journeys, by their ids; in a query or two, however many they are. */
    default Map<String, List<Figure>> figures(Collection<Journey> some) {
        return Map.of();
    }

    /** How a decided journey ended, in words. */
    default String outcome(Journey journey) {
        return "Terminé";
    }

    /** The outcomes of which letters of its own tell already. */
    default Set<String> toldOutcomes() {
        return Set.of();
    }

    /** Where one that has ended is told whole; empty where its team's notebook is all there is. */
    default Optional<Link> dossier(Journey journey) {
        return Optional.empty();
    }

    /** What has a day beside the items of their plans, of some of its journeys, by their ids; in a query or two. */
    default Map<String, List<Item>> dated(Collection<Journey> some) {
        return Map.of();
    }

    /** Whether a task, by its id in the model, is what a {@link Journey.Gate} announces. */
    default boolean isGate(String task) {
        return task.startsWith("gate-");
    }

    /** Hours of a day. */
    record Hours(LocalTime from, LocalTime until) {}

    /** When its teams meet on a day of their plan; empty for whatever they do not meet for. */
    default Optional<Hours> meeting(Item item) {
        return Optional.empty();
    }

    /** A part of every journey of a kind, and the ids of its steps. */
    record Stage(String title, Set<String> steps) {}

    /** Its parts, in their order. */
    List<Stage> stages();

    /** The dates that a journey has now. */
    D dates(Journey journey);

    /**
     * Moves what has not been lived.
     *
     * @throws fr.jalon.Refusal for days that are lived, or that make no sense
     */
    void move(Journey journey, D dates);

    /**
     * Has what is its own wait while a journey is paused; its process and its plan wait already.
     *
     * @param why in a French sentence
     */
    default void pause(Journey journey, String why) {}

    /**
     * Goes on after a pause: whatever had not been lived as it began moves by as many days as it lasted.
     *
     * @param since when the pause began
     * @param days 0 where it ended on the day on which it began
     */
    void resume(Journey journey, Instant since, int days);

    /** What a pause leaves where it is because others have set it, in words. */
    default List<String> fixed(Journey journey) {
        return List.of();
    }

    /**
     * Gives a week of figures more days, as its gate would.
     *
     * @return what that leaves out, in words
     * @throws fr.jalon.Refusal if there is none, or it is not at its gate
     */
    default List<String> extend(Journey journey, int days, String comment, String by) {
        throw Refusal.conflict("Ce parcours n’a pas de semaine de validation.");
    }

    /** Whether what its plan holds may be listed anew as a whole, since nothing of it has begun. */
    default boolean isListOpen(Journey journey) {
        return false;
    }

    /**
     * Has nothing be listed that the rest of its way could not deal with.
     *
     * @param sections those of the items, one each
     * @throws fr.jalon.Refusal for such a list
     */
    default void checkList(List<String> sections) {}

    /** Shows itself to whoever tries Jalon. */
    default void demonstrate(Demonstration stage) {}

    /** Ends an open one because its team leaves; what is owed to others goes on. */
    void withdraw(Journey journey, String reason);
}
