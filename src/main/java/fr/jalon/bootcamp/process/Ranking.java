package fr.jalon.bootcamp.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ideas in the order of impact + faisabilité + envie, each from 1 to 5; ties keep the order in which they were noted.
 */
final class Ranking {

    private Ranking() {}

    static List<Map<String, Object>> of(List<Map<String, Object>> priorities) {
        List<Map<String, Object>> ranked = new ArrayList<>();
        for (Map<String, Object> idea : priorities) {
            Map<String, Object> row = new LinkedHashMap<>(idea);
            row.put("score", points(idea, "impact") + points(idea, "feasibility") + points(idea, "desire"));
            ranked.add(row);
        }
        ranked.sort(Comparator.comparing((Map<String, Object> row) -> -points(row, "score")));
        for (int i = 0; i < ranked.size(); i++) ranked.get(i).put("rank", i + 1);
        return ranked;
    }

    private static int points(Map<String, Object> idea, String criterion) {
        return idea.get(criterion) instanceof Number number ? number.intValue() : 0;
    }
}
