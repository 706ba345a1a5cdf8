package fr.jalon.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Qui suit un lien court")
class RobotsTest {

    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                FIREFOX,
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
                        + " Safari/537.36 Edg/141.0.0.0",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                        + " Version/18.6 Mobile/15E148 Safari/604.1",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                        + " Mobile/15E148 [FBAN/FBIOS;FBAV/530.0.0.0;FBDV/iPhone14,2]",
                "Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 50) AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/141.0.0.0 Mobile Safari/537.36",
                "Mozilla/5.0 (Linux; Android 15; SM-S921B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
                        + " Chrome/141.0.0.0 Mobile Safari/537.36 [LinkedInApp]/4.1",
                "Opera/9.80 (Windows NT 6.1) Presto/2.12.388 Version/12.18"
            })
    @DisplayName("est une personne, avec un navigateur ou dans une application")
    void isAPerson(String agent) {
        assertThat(Robots.sent(agent, List.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0.0.0",
                "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
                "meta-externalagent/1.1",
                "WhatsApp/2.23.20.0 A",
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "Slack-ImgProxy (+https://api.slack.com/robots)",
                "Twitterbot/1.0",
                "LinkedInBot/1.0 (compatible; Mozilla/5.0; Jakarta Commons-HttpClient/3.1)",
                "TelegramBot (like TwitterBot)",
                "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
                "Mozilla/5.0 (Windows NT 6.1) SkypeUriPreview Preview/0.5",
                "Mozilla/5.0 (compatible; Yahoo! Slurp)",
                "Mozilla/5.0 (compatible; AhrefsBot/7.0)",
                "Sogou web spider/4.0",
                "CCBot/2.0",
                "Mozilla/5.0 (X11) HeadlessChrome/141.0.0.0 Safari/537.36",
                "Chrome-Lighthouse",
                "Pingdom.com_bot_version_1.4",
                "curl/8.14.1",
                "Wget/1.25.0",
                "python-requests/2.32.4",
                "Python/3.13 aiohttp/3.12",
                "Java/17.0.16",
                "Java-http-client/17.0.16",
                "Go-http-client/2.0",
                "okhttp/5.1.0",
                "axios/1.11.0",
                "node",
                "node-fetch/1.0",
                "libwww-perl/6.79",
                "Ruby",
                "GoogleImageProxy"
            })
    @DisplayName("est un programme qui le dit, ou qui ne dit rien de lui")
    void isAProgram(String agent) {
        assertThat(Robots.sent(agent, List.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefetch", "Prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip", "preview"})
    @DisplayName("est un navigateur qui charge d’avance ce que personne n’a demandé encore")
    void isABrowserAhead(String purpose) {
        assertThat(Robots.sent(FIREFOX, List.of(purpose))).isTrue();
        assertThat(Robots.sent(FIREFOX, List.of("", "fetch"))).isFalse();
    }
}
