package fr.jalon.portfolio;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Groups;
import fr.jalon.portfolio.CohortDeletion.Outlook;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;

/** Where an administrator reads what would go with a cohort and what would stay, and has it deleted. */
@Controller
@PreAuthorize(Groups.FOR_ADMINISTRATORS)
class CohortDeletionPages {

    private final CohortDeletion deletion;

    CohortDeletionPages(CohortDeletion deletion) {
        this.deletion = deletion;
    }

    @GetMapping("/cohortes/{cohort}/suppression")
    ModelAndView show(@PathVariable String cohort) {
        return page(deletion.of(cohort), "", null, HttpStatus.OK);
    }

    /** Deletes the cohort whose id has been typed again; sent twice, it is deleted once. */
    @PostMapping("/cohortes/{cohort}/suppression")
    ModelAndView delete(
            @PathVariable String cohort, @RequestParam(defaultValue = "") String typed, Authentication administrator) {
        if (!typed.strip().equals(cohort)) {
            String fault = "Tapez exactement «\u00a0" + cohort + "\u00a0» pour confirmer.";
            return page(deletion.of(cohort), typed, fault, HttpStatus.UNPROCESSABLE_ENTITY);
        }
        try {
            deletion.ask(cohort, administrator.getName());
        } catch (Refusal refused) {
            if (refused.kind() != Refusal.Kind.CONFLICT) throw refused;
            return page(deletion.of(cohort), typed, null, HttpStatus.CONFLICT);
        }
        return new ModelAndView("redirect:/cohortes?archivees");
    }

    @DeleteMapping("/api/cohorts/{cohort}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @ResponseBody
    void deleteByProgram(@PathVariable String cohort, Authentication administrator) {
        deletion.ask(cohort, administrator.getName());
    }

    private static ModelAndView page(Outlook outlook, String typed, @Nullable String fault, HttpStatusCode status) {
        ModelAndView page = new ModelAndView("cohort-deletion")
                .addObject("page", outlook)
                .addObject("typed", typed)
                .addObject("fault", fault);
        page.setStatus(status);
        return page;
    }
}
