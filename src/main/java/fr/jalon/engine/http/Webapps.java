package fr.jalon.engine.http;

/** Where the webapps of the engine's product answer; no other class of Jalon writes that name. */
public final class Webapps {

    public static final String ROOT = "/camunda";
    public static final String APP = ROOT + "/app";
    public static final String API = ROOT + "/api";

    public static final String TASKLIST = APP + "/tasklist/default/";
    public static final String COCKPIT = APP + "/cockpit/default/";
    public static final String ADMIN = APP + "/admin/default/";

    /** The parameter by which they ask for a version of their files. */
    public static final String VERSION = "bust";

    private Webapps() {}
}
