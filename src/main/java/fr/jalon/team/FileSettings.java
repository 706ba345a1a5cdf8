package fr.jalon.team;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Which files a team may keep, and how much of them.
 *
 * @param size of one
 * @param quota of all of a team's
 */
@ConfigurationProperties("jalon.files")
record FileSettings(List<FileType> types, DataSize size, DataSize quota) {

    /** {@code pdf, png, jpg}. */
    String ends() {
        return types.stream().map(FileType::end).collect(Collectors.joining(", "));
    }

    /** As the field of a page takes it: {@code .pdf,.png,.jpg}. */
    String accepted() {
        return types.stream().map(type -> "." + type.end()).collect(Collectors.joining(","));
    }
}
