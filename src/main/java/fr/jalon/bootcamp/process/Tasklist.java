package fr.jalon.bootcamp.process;

/** Addresses of the task list; the login leads on to the task. */
final class Tasklist {

    private Tasklist() {}

    static String link(String publicUrl) {
        return publicUrl + "/camunda/app/tasklist/default/";
    }

    static String link(String publicUrl, String task) {
        return link(publicUrl) + "#/?task=" + task;
    }
}
