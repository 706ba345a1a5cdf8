package fr.jalon;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestComponent;

/** Tells what a test asks of the database; what other threads ask meanwhile is not its own. */
@TestComponent
public class StatementCount implements BeanPostProcessor {

    private final ThreadLocal<@Nullable List<String>> asked = new ThreadLocal<>();

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof DataSource database)) return bean;
        return ProxyDataSourceBuilder.create(database)
                .afterQuery((execution, queries) -> {
                    List<String> heard = asked.get();
                    if (heard != null) queries.forEach(query -> heard.add(query.getQuery()));
                })
                .build();
    }

    /** The statements that some work of this thread executes, in their order. */
    public List<String> during(Runnable work) {
        List<String> heard = new ArrayList<>();
        asked.set(heard);
        try {
            work.run();
        } finally {
            asked.remove();
        }
        return heard;
    }
}
