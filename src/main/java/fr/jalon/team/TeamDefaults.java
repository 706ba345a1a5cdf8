package fr.jalon.team;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The guides and tools of a cohort that names none of its own. */
@ConfigurationProperties("jalon")
record TeamDefaults(List<Cohort.Guide> guides, List<Cohort.Tool> tools) {}
