package fr.jalon.plan;

import fr.jalon.text.French;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** A change that makes dates possible; it has been reckoned and found to do so. */
public sealed interface Repair {

    /** What to do, in a French infinitive without a full stop. */
    String said();

    /** A work takes so many days less. */
    record Cut(Work work, int by) {
        private String said() {
            return (by == 1 ? "d’" : "de ") + Days.counted(by, work.everyDay());
        }
    }

    /** Does some works faster. */
    record Shorten(List<Cut> cuts) implements Repair {
        @Override
        public String said() {
            return cuts.stream()
                    .map(cut -> "«\u00a0" + cut.work().title() + "\u00a0» " + cut.said() + " (de "
                            + cut.work().duration() + " à " + (cut.work().duration() - cut.by()) + ")")
                    .collect(Collectors.joining(", ", cuts.size() == 1 ? "raccourcir " : "raccourcir à la fois ", ""));
        }
    }

    /** A day of the plan itself that can be put off. */
    enum Deadline {
        LAUNCH("déplacer le lancement au "),
        READY("n’être prêt que le "),
        END("finir le ");

        private final String label;

        Deadline(String label) {
            this.label = label;
        }
    }

    /** Puts a day of the plan off to the first one that works; with the launch goes the day when all is ready. */
    record Postpone(Deadline what, LocalDate to) implements Repair {
        @Override
        public String said() {
            return what.label + French.day(to);
        }

        Frame in(Frame frame) {
            Launch launch = frame.launch();
            if (launch == null) return new Frame(frame.start(), null, to);
            return new Frame(frame.start(), what == Deadline.READY ? launch.readyOn(to) : launch.on(to), null);
        }
    }

    /** Puts a work that has a place on the first day on which it can begin. */
    record Move(Work work, LocalDate to) implements Repair {
        @Override
        public String said() {
            return "déplacer «\u00a0" + work.title() + "\u00a0» au " + French.day(to);
        }
    }

    /** Does without an optional work. */
    record LeaveOut(Work work) implements Repair {
        @Override
        public String said() {
            return "renoncer à «\u00a0" + work.title() + "\u00a0»";
        }
    }

    /** Works on days on which nobody would. */
    record WorkOn(List<LocalDate> days) implements Repair {
        @Override
        public String said() {
            String list = days.stream()
                    .map(day -> French.day("EEEE d MMMM", day))
                    .collect(Collectors.joining(", "))
                    .replaceFirst(", ([^,]*)$", " et $1");
            return days.size() == 1
                    ? "travailler le " + list
                    : "travailler " + French.days(days.size()) + " de fermeture (" + list + ")";
        }
    }
}
