package fr.jalon.team;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Teams that go the same way together.
 *
 * @param guides what teams read beforehand
 * @param tools what teams need an account for
 */
public record Cohort(String id, String name, List<Guide> guides, List<Tool> tools, Meeting meeting) {

    public Cohort(String id, String name, List<Guide> guides, List<Tool> tools) {
        this(id, name, guides, tools, Meeting.UNTOLD);
    }

    /** A text to read before the bootcamp. */
    public record Guide(String title, String link) {}

    /**
     * Where its teams meet; null where that is not told.
     *
     * @param videoLink where they see each other from afar
     */
    public record Meeting(
            @Size(max = 200, message = "200 caractères au plus")
            @Pattern(regexp = Team.NAME, message = Team.NAME_MESSAGE)
            @Nullable
            String place,

            @Size(max = 300, message = "300 caractères au plus")
            @Pattern(regexp = LINK, message = LINK_MESSAGE)
            @Nullable
            String videoLink) {

        static final Meeting UNTOLD = new Meeting(null, null);

        /** An address as calendars take it. */
        private static final String PART = "(?:[\\w.~:/?@!$&'()*+,;=-]|%[0-9a-fA-F]{2})*";

        public static final String LINK_MESSAGE = "une adresse qui commence par https:// est attendue";

        public static final String LINK = "https://[A-Za-z0-9.-]+(?::\\d{1,5})?(?:[/?]" + PART + ")?(?:#" + PART + ")?";

        public Meeting {
            place = place == null || place.isBlank() ? null : place.strip();
            videoLink = videoLink == null || videoLink.isBlank() ? null : videoLink.strip();
        }
    }

    /** A tool that the team needs an account for. */
    public record Tool(String name, String link) {}
}
