package fr.jalon.browser;

import java.util.Date;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The webapps' starter as it comes, with one person and one task, and nothing of Jalon: to be run in a process of its
 * own, whose class path does not hold Jalon's classes. See {@link TasklistBenchmark}.
 */
@EnableAutoConfiguration
class BareTasklist {

    static final String PERSON = "demo";

    @Bean
    ApplicationRunner task(TaskService tasks) {
        return arguments -> {
            Task task = tasks.newTask();
            task.setName("Do the work");
            task.setAssignee(PERSON);
            task.setDueDate(new Date());
            tasks.saveTask(task);
        };
    }

    public static void main(String... arguments) {
        SpringApplication.run(BareTasklist.class, arguments);
    }
}
