package fr.jalon.scic.process;

import fr.jalon.engine.time.ParisCalendar;
import fr.jalon.scic.Apprentice;
import fr.jalon.scic.Apprentices;
import fr.jalon.scic.Apprentices.Declared;
import fr.jalon.scic.ReviewRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.spin.json.SpinJsonNode;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Brings into the register of apprentices what the forms of a track kept before there was one: those whom their lists
 * named, and how many they and the reviews counted. Once for each track, as Jalon starts; what was not asked then stays
 * unknown.
 */
@Component
class OldPlacements implements SmartInitializingSingleton {

    private static final String LIST = "placements";
    private static final String COUNT = "activeApprentices";

    private final HistoryService history;
    private final Apprentices apprentices;
    private final ReviewRows reviews;
    private final ParisCalendar paris;

    OldPlacements(ProcessEngine engine, Apprentices apprentices, ReviewRows reviews, ParisCalendar paris) {
        this.history = engine.getHistoryService();
        this.apprentices = apprentices;
        this.reviews = reviews;
        this.paris = paris;
    }

    @Override
    public void afterSingletonsInstantiated() {
        apprentices.withOldList().forEach(this::takeOver);
    }

    private void takeOver(String track) {
        Optional<HistoricVariableInstance> list = latest(track, "proof-of-concept", LIST);
        apprentices.takeOver(
                track,
                list.map(OldPlacements::named).orElse(List.of()),
                list.map(this::by).orElse(null),
                declared(track));
    }

    private static List<Apprentice> named(HistoricVariableInstance list) {
        return Arrays.stream(((SpinJsonNode) list.getValue()).mapTo(Map[].class))
                .map(row -> new Apprentice(
                        UUID.randomUUID().toString(),
                        (String) row.get("apprentice"),
                        null,
                        (String) Objects.requireNonNull(row.get("company")),
                        null,
                        LocalDate.parse((String) Objects.requireNonNull(row.get("from"))),
                        null,
                        null,
                        null,
                        1))
                .toList();
    }

    /** Who has done the task that keeps the list, last. */
    private @Nullable String by(HistoricVariableInstance list) {
        return history
                .createHistoricTaskInstanceQuery()
                .processInstanceId(list.getProcessInstanceId())
                .finished()
                .orderByHistoricTaskInstanceEndTime()
                .desc()
                .list()
                .stream()
                .filter(task -> task.getTaskDefinitionKey().endsWith("-apprentices"))
                .map(HistoricTaskInstance::getAssignee)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The last count of all; no more are said to have been placed than the highest was. */
    private Optional<Declared> declared(String track) {
        List<Declared> said = new ArrayList<>();
        reviews.counted(track)
                .forEach(each -> said.add(new Declared(
                        each.placed(), each.active(), paris.wallClock(each.at()).toLocalDate())));
        latest(track, "scic-transformation", COUNT).ifPresent(count -> {
            int active = ((Number) count.getValue()).intValue();
            said.add(new Declared(
                    active,
                    active,
                    paris.wallClock(count.getCreateTime().toInstant()).toLocalDate()));
        });
        int most = said.stream().mapToInt(Declared::placed).max().orElse(0);
        return said.stream()
                .max(Comparator.comparing(Declared::on))
                .map(last -> new Declared(most, last.active(), last.on()));
    }

    /** The variable of the process that a track has called last and that has it. */
    private Optional<HistoricVariableInstance> latest(String track, String process, String name) {
        Stream<HistoricProcessInstance> called = history
                .createHistoricProcessInstanceQuery()
                .superProcessInstanceId(track)
                .processDefinitionKey(process)
                .orderByProcessInstanceStartTime()
                .desc()
                .list()
                .stream();
        return called.flatMap(instance -> history
                        .createHistoricVariableInstanceQuery()
                        .processInstanceId(instance.getId())
                        .variableName(name)
                        .list()
                        .stream())
                .findFirst();
    }
}
