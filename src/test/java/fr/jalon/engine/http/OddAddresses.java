package fr.jalon.engine.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Addresses of the engine's interfaces as nobody writes them by accident, always the same for a seed. */
public final class OddAddresses {

    /** What one may ask for, and what one may not, beneath each root; the ids are those of a test, or of nothing. */
    private static final List<String> ROUTES = List.of(
            "",
            "/",
            "/task",
            "/task/count",
            "/task/{task}",
            "/task/{task}/form",
            "/task/{task}/form-variables",
            "/task/{task}/deployed-form",
            "/task/{task}/comment",
            "/task/{task}/claim",
            "/task/{task}/complete",
            "/task/{task}/comment/create",
            "/task/{task}/variables",
            "/task/{task}/identity-links",
            "/task/{task}/assignee",
            "/task/{task}/delegate",
            "/filter",
            "/filter/x/list",
            "/process-definition",
            "/process-definition/statistics",
            "/process-definition/key/idea-to-decision/startForm",
            "/process-definition/idea-to-decision:1:2/xml",
            "/process-definition/idea-to-decision%3A1%3A2/form-variables",
            "/process-instance",
            "/process-instance/count",
            "/history/task",
            "/history/user-operation",
            "/history/process-instance",
            "/history/variable-instance",
            "/identity/groups?userId={user}",
            "/identity/verify",
            "/identity/password-policy",
            "/user",
            "/user/count",
            "/user/{user}/profile",
            "/user/{user}/credentials",
            "/group",
            "/authorization",
            "/job",
            "/message",
            "/execution",
            "/variable-instance",
            "/deployment",
            "/metrics",
            "/engine",
            "/version",
            "/schema/log",
            "/event-subscription");

    private static final List<String> BESIDE = List.of(
            Webapps.API + "/engine/engine",
            Webapps.API + "/engine",
            Webapps.API + "/cockpit",
            Webapps.API + "/cockpit/plugin/base/{engine}/process-instance",
            Webapps.API + "/cockpit/plugin/base/{engine}/incident",
            Webapps.API + "/admin/auth/user/{engine}",
            Webapps.API + "/admin/plugin/adminPlugins/{engine}/metrics/aggregated",
            Webapps.API + "/admin/setup/{engine}/user/create",
            Webapps.API + "/tasklist/plugin/tasklistPlugins/static/app/plugin.js",
            Webapps.API + "/welcome",
            Webapps.API);
    private static final List<String> ODDITIES = List.of(
            "%C2%85",
            "%85",
            "%0A",
            "%0D",
            "%0D%0A",
            "%E2%80%A8",
            "%E2%80%A9",
            "%0B",
            "%0C",
            "%00",
            "%7F",
            "%20",
            "%09",
            "+",
            "%2F",
            "%2f",
            "%252F",
            "%252e",
            "%25",
            "%2e",
            "%2E%2E",
            "%2e%2e%2f",
            ";",
            ";x=1",
            ";/",
            "%3B",
            "%3Bx",
            "/",
            "//",
            "/./",
            "/../",
            "/.",
            "/..",
            ".",
            "..",
            "...",
            "\\",
            "%5C",
            "%5c..%5c",
            "%C0%AF",
            "%C0%AE",
            "%E0%80%AF",
            "%EF%BC%8F",
            "%E2%81%84",
            "%EF%BC%8E",
            "%C2%A0",
            "%C2%AD",
            "%E2%80%8B",
            "%EF%BB%BF",
            "%CC%81",
            "~",
            "*",
            "'",
            "(",
            ")",
            "@",
            "!",
            "$",
            ",",
            "=",
            "&",
            ":",
            "%3A",
            "%3a",
            "-",
            "_",
            "%",
            "%zz",
            "%u002f",
            "#",
            "|",
            "\"",
            "é",
            "\u0085",
            "/task",
            "/count",
            "/engine/",
            "/engine-rest",
            "?",
            "?a=b",
            "%3F",
            "%23");
    private static final Pattern LETTER = Pattern.compile("[A-Za-z]");

    private final Random random;

    OddAddresses(long seed) {
        random = new Random(seed);
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String method() {
        return any(List.of(
                "GET", "GET", "GET", "GET", "POST", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "get"));
    }

    /** Templates with {@code {engine}}, {@code {task}} and {@code {user}}, bent up to four times. */
    String address() {
        String address = random.nextInt(8) == 0
                ? any(BESIDE)
                : any(List.of("/engine-rest", "/engine-rest/engine/{engine}", Webapps.API + "/engine/engine/{engine}"))
                        + any(ROUTES);
        for (int bends = random.nextInt(5); bends > 0; bends--) address = bent(address);
        return address;
    }

    private String bent(String address) {
        int at = address.isEmpty() ? 0 : random.nextInt(address.length());
        // Templates stay whole.
        if (address.lastIndexOf('{', at) > address.lastIndexOf('}', at)) at = address.length();
        String before = address.substring(0, at);
        String after = address.substring(at);
        return switch (random.nextInt(7)) {
            case 0, 1, 2 -> before + any(ODDITIES) + after;
            case 3 -> address + any(ODDITIES);
            case 4 ->
                after.isEmpty() || !LETTER.matcher(after.substring(0, 1)).matches()
                        ? before + any(ODDITIES) + after
                        : before + "%%%02x".formatted((int) after.charAt(0)) + after.substring(1);
            case 5 ->
                after.isEmpty() || !LETTER.matcher(after.substring(0, 1)).matches()
                        ? before + "/" + after
                        : before + (char) (after.charAt(0) ^ 0x20) + after.substring(1);
            default -> before + "%%%02X".formatted(random.nextInt(256)) + after;
        };
    }

    /** What anybody may ask for; a star is an id. */
    private static final Set<String> OPEN = lines("""
      GET
      GET task
      GET task/count
      GET task/*
      GET task/*/form
      GET task/*/deployed-form
      GET task/*/form-variables
      GET task/*/rendered-form
      GET task/*/comment
      GET filter
      GET filter/count
      GET filter/*
      GET filter/*/list
      GET filter/*/count
      GET filter/*/singleResult
      GET process-definition
      GET process-definition/count
      GET process-definition/*
      GET process-definition/*/xml
      GET history/user-operation
      GET history/user-operation/count
      GET history/task
      GET history/task/count
      GET identity/groups
      GET identity/password-policy
      GET user/*/profile
      POST task
      POST task/count
      POST task/*/claim
      POST task/*/unclaim
      POST task/*/submit-form
      POST task/*/complete
      POST task/*/comment/create
      POST filter/*/list
      POST filter/*/count
      POST filter/*/singleResult
      POST identity/password-policy
      PUT user/*/credentials
      OPTIONS filter
      OPTIONS filter/*
      OPTIONS task
      OPTIONS user/*
      """);

    private static final Set<String> OPEN_TO_FACILITATORS = lines("""
      GET process-definition/*/startForm
      GET process-definition/*/form-variables
      GET process-definition/*/deployed-start-form
      GET process-definition/key/*/startForm
      GET process-definition/key/*/form-variables
      GET process-definition/key/*/deployed-start-form
      GET task/*/identity-links
      GET user
      GET user/count
      POST process-definition/*/submit-form
      POST process-definition/key/*/submit-form
      POST task/*/assignee
      """);
    private static final Set<String> OPEN_BESIDE = Set.of(
            "GET " + Webapps.API.substring(1) + "/engine/engine",
            "GET " + Webapps.API.substring(1) + "/admin/auth/user/*",
            "GET " + Webapps.API.substring(1) + "/tasklist/plugin/tasklistPlugins/static/app/plugin.js");
    private static final String ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:";

    /**
     * The shapes of what is open to a role on each of the engine's interfaces: a method, a space and a path; a star is
     * an id.
     */
    public static Set<String> open(boolean isFacilitator) {
        return Stream.of(OPEN, isFacilitator ? OPEN_TO_FACILITATORS : Set.<String>of())
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> lines(String rows) {
        return rows.lines().map(String::strip).collect(Collectors.toSet());
    }

    /** Whether an address, without its query and in plain letters, is one of those that are open to a role. */
    static boolean isOpen(String method, String path, boolean isFacilitator) {
        List<String> steps = Stream.of(path.split("/", -1)).skip(1).toList();
        if (!path.startsWith("/")) return false;
        if (steps.stream().limit(Math.max(0, steps.size() - 1)).anyMatch(String::isEmpty)) return false;
        if (!path.chars().allMatch(c -> c == '/' || ID_CHARACTERS.indexOf(c) >= 0)) return false;
        boolean isClosedBySlash =
                steps.size() > 1 && steps.get(steps.size() - 1).isEmpty();
        List<String> plain = isClosedBySlash ? steps.subList(0, steps.size() - 1) : steps;
        if (matches(OPEN_BESIDE, method, plain)) {
            return !isClosedBySlash || plain.equals(List.of(Webapps.ROOT.substring(1), "api", "engine", "engine"));
        }
        int root = plain.size() >= 3 && plain.subList(0, 2).equals(List.of("engine-rest", "engine"))
                ? 3
                : !plain.isEmpty() && plain.get(0).equals("engine-rest")
                        ? 1
                        : plain.size() >= 5
                                        && plain.subList(0, 4)
                                                .equals(List.of(Webapps.ROOT.substring(1), "api", "engine", "engine"))
                                ? 5
                                : 0;
        List<String> route = plain.subList(root, plain.size());
        if (root == 0 || isClosedBySlash && !route.isEmpty()) return false;
        if (method.equals("GET") && route.equals(List.of("process-definition", "statistics"))) return false;
        return matches(OPEN, method, route) || isFacilitator && matches(OPEN_TO_FACILITATORS, method, route);
    }

    private static boolean matches(Set<String> shapes, String method, List<String> steps) {
        return shapes.stream()
                .map(shape -> List.of(shape.split("[ /]")))
                .anyMatch(shape -> shape.get(0).equals(method)
                        && shape.size() == steps.size() + 1
                        && Stream.iterate(0, i -> i < steps.size(), i -> i + 1)
                                .allMatch(i -> shape.get(i + 1).equals("*")
                                        || shape.get(i + 1).equals(steps.get(i))));
    }

    /** An address as bytes that a program may send: what does not fit into a line of HTTP is taken out. */
    static byte[] line(String method, String address) {
        return (method + " " + address.replaceAll("[\\r\\n ]", "") + " HTTP/1.1\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
