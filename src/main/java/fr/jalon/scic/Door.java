package fr.jalon.scic;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A task that a project of SCIC does not pass against the law: every {@link LegalRule} is asked again at every door.
 * Through the way out of a door, which one of its answers opens, a project leaves without passing.
 */
public enum Door {
    PREPARATION("prepare-scic", "", ""),
    REWORK("rework-project", "voteAgain", "ABANDON"),
    CONVOCATION("convene-general-assembly", "amendStatutesFirst", "true"),
    SECOND_CONVOCATION("convene-second-assembly", "reworkInstead", "true"),
    VOTE("record-vote", "voteVoid", "true"),
    FORMALITIES("file-formalities", "backToAssembly", "true");

    private final String task;
    private final String exit;
    private final String answer;

    Door(String task, String exit, String answer) {
        this.task = task;
        this.exit = exit;
        this.answer = answer;
    }

    /** The id of its task in the model. */
    public String task() {
        return task;
    }

    /** The question that opens its way out; none at the first door, where nothing is left yet. */
    public Optional<String> exit() {
        return exit.isEmpty() ? Optional.empty() : Optional.of(exit);
    }

    /** Whether the project leaves by the way out. */
    public boolean isLeft(Map<String, ?> answers) {
        return !exit.isEmpty() && answer.equals(Objects.toString(answers.get(exit), ""));
    }

    /**
     * The door of a task.
     *
     * @throws java.util.NoSuchElementException if it is none
     */
    public static Door of(String task) {
        return Stream.of(values())
                .filter(door -> door.task.equals(task))
                .findFirst()
                .orElseThrow();
    }
}
