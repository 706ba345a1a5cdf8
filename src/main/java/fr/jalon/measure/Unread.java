package fr.jalon.measure;

/** Matomo has given no figures; says why in a French sentence, and never the token. */
final class Unread extends Exception {

    Unread(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
