package fr.jalon.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.jalon.engine.identity.KeptAboutPeople;
import fr.jalon.engine.identity.KeptOfTeams;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of drafts. Each statement stands alone: a version that was beaten has written nothing. */
@Repository
class DraftRows implements KeptAboutPeople, KeptOfTeams {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    DraftRows(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Draft> find(String task) {
        return jdbc.sql("select version, author, saved_at, answers from task_draft where task = ?")
                .param(task)
                .query((row, line) -> new Draft(
                        row.getInt(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        read(row.getString(4))))
                .optional();
    }

    private ObjectNode read(String answers) {
        try {
            return (ObjectNode) json.readTree(answers);
        } catch (JsonProcessingException corrupt) {
            throw new IllegalStateException(corrupt);
        }
    }

    /** Saves a draft in place of the version before it; answers whether that one stood there. */
    boolean save(String task, String team, Draft draft) {
        OffsetDateTime at = draft.at().atOffset(ZoneOffset.UTC);
        String answers = draft.answers().toString();
        if (draft.version() > 1)
            return jdbc.sql("""
            update task_draft
            set version = ?, author = ?, saved_at = ?, answers = ?
            where task = ? and version = ?
            """)
                            .params(draft.version(), draft.author(), at, answers, task, draft.version() - 1)
                            .update()
                    > 0;
        try {
            jdbc.sql("""
                insert into task_draft (task, team, version, author, saved_at, answers)
                values (?, ?, ?, ?, ?, ?)
                """)
                    .params(task, team, draft.version(), draft.author(), at, answers)
                    .update();
            return true;
        } catch (DuplicateKeyException meanwhile) {
            return false;
        }
    }

    /** The first tasks behind another that have a draft, by id. */
    List<String> tasks(String behind, int atMost) {
        return jdbc.sql("select task from task_draft where task > ? order by task limit ?")
                .params(behind, atMost)
                .query(String.class)
                .list();
    }

    void delete(Collection<String> tasks) {
        jdbc.sql("delete from task_draft where task in (:tasks)")
                .param("tasks", tasks)
                .update();
    }

    @Override
    public List<Signature> signatures() {
        return List.of(new Signature(
                "task_draft", "author", "saved_at", "task_draft o on o.task = s.task", "'brouillon'", false));
    }

    @Override
    public List<Part> parts() {
        return List.of(new Part("task_draft", "team in (:teams)"));
    }
}
