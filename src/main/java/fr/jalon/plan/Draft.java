package fr.jalon.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that a schedule is reckoned from, so that it can be reckoned again with something changed. */
record Draft(List<Work> works, Frame frame, Days days) {

    Passes passes() {
        return new Passes(new Network(works), frame, days);
    }

    Draft with(Repair repair) {
        if (repair instanceof Repair.Shorten shorten) return with(shortened(shorten.cuts()));
        if (repair instanceof Repair.Postpone postpone) return new Draft(works, postpone.in(frame), days);
        if (repair instanceof Repair.Move move)
            return with(works.stream()
                    .map(work -> work.id().equals(move.work().id()) ? work.fixedOn(move.to()) : work)
                    .toList());
        if (repair instanceof Repair.LeaveOut out) return with(without(out.work()));
        return new Draft(works, frame, days.workingOn(((Repair.WorkOn) repair).days()));
    }

    private Draft with(List<Work> others) {
        return new Draft(others, frame, days);
    }

    private List<Work> shortened(List<Repair.Cut> cuts) {
        Map<String, Integer> by = new HashMap<>();
        cuts.forEach(cut -> by.put(cut.work().id(), cut.by()));
        return works.stream()
                .map(work -> by.containsKey(work.id())
                        ? work.lasting(work.duration() - by.getOrDefault(work.id(), 0))
                        : work)
                .toList();
    }

    /** Whatever waited for it waits for what it waited for. */
    private List<Work> without(Work left) {
        return works.stream()
                .filter(work -> !work.id().equals(left.id()))
                .map(work -> work.waitingFor(work.after().stream()
                        .flatMap(
                                after -> after.id().equals(left.id()) ? left.after().stream() : List.of(after).stream())
                        .distinct()
                        .toList()))
                .toList();
    }
}
