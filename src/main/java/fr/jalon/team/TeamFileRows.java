package fr.jalon.team;

import fr.jalon.engine.identity.KeptAboutPeople.Signature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of files that teams keep. */
@Repository
class TeamFileRows {

    static final Signature FILED =
            new Signature("team_file", "author", "filed_at", "team_file o on o.id = s.id", "s.name", false);

    private final JdbcClient jdbc;

    TeamFileRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The files of a team, the latest first, without what is in them. */
    List<TeamFile> of(String team) {
        return jdbc.sql("select * from team_file where team = ? order by filed_at desc, id")
                .param(team)
                .query(TeamFileRows::file)
                .list();
    }

    Optional<TeamFile> find(String team, String id) {
        return jdbc.sql("select * from team_file where team = ? and id = ?")
                .params(team, id)
                .query(TeamFileRows::file)
                .optional();
    }

    /** How many bytes a team's files are. */
    long lengthOf(String team) {
        return jdbc.sql("select coalesce(sum(length), 0) from team_file where team = ?")
                .param(team)
                .query(Long.class)
                .single();
    }

    void insert(TeamFile file) {
        jdbc.sql("insert into team_file (id, team, name, length, author, filed_at) values (?, ?, ?, ?, ?, ?)")
                .params(
                        file.id(),
                        file.team(),
                        file.name(),
                        file.length(),
                        file.author(),
                        OffsetDateTime.ofInstant(file.filedAt(), ZoneOffset.UTC))
                .update();
    }

    void insertPart(String file, int position, byte[] content) {
        jdbc.sql("insert into team_file_part (file, position, content) values (?, ?, ?)")
                .params(file, position, content)
                .update();
    }

    /** One part of a file's content, from 0 on; empty behind the last. */
    Optional<byte[]> part(String file, int position) {
        return jdbc.sql("select content from team_file_part where file = ? and position = ?")
                .params(file, position)
                .query((row, line) -> row.getBytes(1))
                .optional();
    }

    void delete(String id) {
        jdbc.sql("delete from team_file where id = ?").param(id).update();
    }

    private static TeamFile file(ResultSet row, int line) throws SQLException {
        return new TeamFile(
                row.getString("id"),
                row.getString("team"),
                row.getString("name"),
                row.getLong("length"),
                row.getString("author"),
                row.getObject("filed_at", OffsetDateTime.class).toInstant());
    }
}
