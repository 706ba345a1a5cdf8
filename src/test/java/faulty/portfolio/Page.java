package faulty.portfolio;

import org.springframework.web.bind.annotation.RestController;

/** Answers on the web, and is public. */
@RestController
public class Page {}
