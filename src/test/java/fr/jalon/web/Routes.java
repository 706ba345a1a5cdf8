package fr.jalon.web;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.springframework.beans.BeanUtils;
import org.springframework.http.MediaType;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The routes of the running application, as those who serve them declare them. */
final class Routes {

    /** A method, the template of a path, and the media type of the body that it takes. */
    record Route(String method, String path, String type) {
        private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

        private Route(String method, String path) {
            this(method, path, JSON);
        }

        /** Method and path, and the type of the body where it is not JSON. */
        @Override
        public String toString() {
            return method + " " + path + (type.equals(JSON) ? "" : " " + type);
        }
    }

    private Routes() {}

    /** Those of controllers and actuators; GET stands for a mapping that names no method. */
    static Set<Route> ofControllers(Collection<RequestMappingInfoHandlerMapping> mappings) {
        Set<Route> routes = new LinkedHashSet<>();
        mappings.forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> {
            Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
            for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
                info.getPatternValues().forEach(path -> routes.add(new Route(method.name(), path, typeOf(info))));
            }
        }));
        return routes;
    }

    private static String typeOf(RequestMappingInfo info) {
        return info.getConsumesCondition().getConsumableMediaTypes().stream()
                .findFirst()
                .map(MediaType::toString)
                .orElse(Route.JSON);
    }

    /** Those of every JAX-RS application that has a servlet of its own. */
    static Set<Route> ofServlets(ServletContext servlets) {
        Set<Route> routes = new LinkedHashSet<>();
        for (ServletRegistration servlet : servlets.getServletRegistrations().values()) {
            String application = servlet.getInitParameter("jakarta.ws.rs.Application");
            if (application == null) continue;
            Class<?> type = ClassUtils.resolveClassName(application, Routes.class.getClassLoader());
            Set<Class<?>> classes = ((Application) BeanUtils.instantiateClass(type)).getClasses();
            servlet.getMappings().forEach(mapping -> routes.addAll(ofResources(mapping.replace("/*", ""), classes)));
        }
        return routes;
    }

    /** Those of JAX-RS resources, and of what they hand on to. */
    static Set<Route> ofResources(String root, Collection<Class<?>> classes) {
        Set<Route> routes = new LinkedHashSet<>();
        classes.stream()
                .filter(type -> type.isAnnotationPresent(Path.class))
                .map(Resource::from)
                .forEach(resource -> collect(joined(root, resource), resource, routes));
        return routes;
    }

    private static void collect(String path, Resource resource, Set<Route> routes) {
        for (ResourceMethod method : resource.getResourceMethods()) routes.add(new Route(method.getHttpMethod(), path));
        ResourceMethod locator = resource.getResourceLocator();
        if (locator != null) collect(path, Resource.from(locator.getInvocable().getRawResponseType(), true), routes);
        resource.getChildResources().forEach(child -> collect(joined(path, child), child, routes));
    }

    private static String joined(String path, Resource resource) {
        String next = resource.getPath();
        if (next == null || next.isEmpty() || next.equals("/")) return path;
        return path + (next.startsWith("/") ? "" : "/") + next.replaceAll("\\{\\s*([\\w-]+)\\s*:[^}]*}", "{$1}");
    }
}
