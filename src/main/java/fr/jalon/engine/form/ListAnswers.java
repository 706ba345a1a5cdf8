package fr.jalon.engine.form;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.json.SpinJsonNode;

/** Lists as forms have answered them. */
public final class ListAnswers {

    private ListAnswers() {}

    /** A list answer as maps; empty if there is none. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> rows(VariableScope scope, String name) {
        return scope.getVariable(name) instanceof SpinJsonNode list ? list.mapTo(List.class) : List.of();
    }
}
