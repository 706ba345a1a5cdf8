package fr.jalon.bootcamp.process;

import fr.jalon.engine.http.Webapps;

/** Addresses of the task list; the login leads on to the task. */
final class Tasklist {

    private Tasklist() {}

    static String link(String publicUrl) {
        return publicUrl + Webapps.TASKLIST;
    }

    static String link(String publicUrl, String task) {
        return link(publicUrl) + "#/?task=" + task;
    }
}
