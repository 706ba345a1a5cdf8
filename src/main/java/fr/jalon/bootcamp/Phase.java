package fr.jalon.bootcamp;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;

/**
 * A part of the journey, closed by a gate, with its slot on the wall clock. Source: the general organisation of the
 * programme, planning détaillé (days from 09:00 to 17:30) and phases et jalons clés (mornings and afternoons).
 */
public enum Phase {
    PREPARATION("Préparation"),
    IDEATION("Idéation"),
    PLANNING("Planification"),
    PROTOTYPING("Prototypage"),
    ACTIVATION("Activation marketing"),
    VALIDATION("Semaine de validation"),
    RESTITUTION("Restitution finale");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    /** The id of its sub-process in the model. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String label() {
        return label;
    }

    public static Phase of(String id) {
        return Arrays.stream(values())
                .filter(phase -> phase.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no phase " + id));
    }

    /** When its slot begins; the preparation begins with the journey, long before its own day. */
    public LocalDateTime opens(BootcampDays days) {
        return switch (this) {
            case PREPARATION -> LocalDate.EPOCH.atStartOfDay();
            case IDEATION -> days.firstDay().atTime(9, 0);
            case PLANNING -> days.firstDay().atTime(13, 30);
            case PROTOTYPING -> days.secondDay().atTime(9, 0);
            case ACTIVATION -> days.secondDay().atTime(13, 30);
            case VALIDATION -> days.validationStart().atTime(9, 0);
            case RESTITUTION -> days.restitutionDay().atTime(14, 0);
        };
    }

    /**
     * When its slot ends.
     *
     * @param weekEnd the last day of the validation week, extensions included
     */
    public LocalDateTime closes(BootcampDays days, LocalDate weekEnd) {
        return switch (this) {
            case PREPARATION -> days.firstDay().minusDays(1).atTime(18, 0);
            case IDEATION -> days.firstDay().atTime(12, 30);
            case PLANNING -> days.firstDay().atTime(17, 30);
            case PROTOTYPING -> days.secondDay().atTime(12, 30);
            case ACTIVATION -> days.secondDay().atTime(17, 30);
            case VALIDATION -> weekEnd.plusDays(1).atTime(12, 0);
            case RESTITUTION -> days.restitutionDay().atTime(17, 30);
        };
    }
}
