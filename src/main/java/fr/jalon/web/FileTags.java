package fr.jalon.web;

import fr.jalon.engine.http.Webapps;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * Marks files of Jalon's own pages by what they hold, so that they are sent again only once they have changed. Not by
 * when they were written: a jar that is built alike anywhere gives all of them one time.
 */
@Configuration(proxyBeanMethods = false)
class FileTags {

    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> fileTagsFilter() {
        ShallowEtagHeaderFilter tags = new ShallowEtagHeaderFilter() {
            @Override
            protected boolean shouldNotFilter(HttpServletRequest request) {
                return request.getRequestURI().startsWith(request.getContextPath() + Webapps.ROOT + "/");
            }
        };
        // A strong one would stand for the bytes that are sent, which then could not be compressed.
        tags.setWriteWeakETag(true);
        var registration = new FilterRegistrationBean<>(tags);
        registration.addUrlPatterns("*.css", "*.js", "*.svg", "*.ico");
        return registration;
    }
}
