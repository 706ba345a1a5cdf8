package fr.jalon.engine.http;

import fr.jalon.Refusal;
import fr.jalon.engine.identity.Accounts;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.delegate.DefaultDelegateInterceptor;
import org.camunda.bpm.engine.impl.delegate.DelegateInvocation;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Carries a refusal out of the engine in the one form that both of its HTTP interfaces answer with 400 and the bare
 * sentence; the refusal itself is the cause.
 */
public class HttpRefusal extends DefaultDelegateInterceptor {

    @Override
    public void handleInvocation(DelegateInvocation invocation) throws Exception {
        try {
            super.handleInvocation(invocation);
        } catch (Refusal refusal) {
            throw new BadRequestException(refusal.getMessage(), refusal);
        }
    }

    /** What to say where nobody knows why an instance waits. */
    public static final String SUSPENDED = "Ce parcours est en pause : rien ne s’y fait avant sa reprise.";

    /**
     * Also gives the status of their own to a task that is gone (404) and to one that two people want at once (409).
     */
    public static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            throw new BadRequestException(refusal.getMessage(), refusal);
        } catch (NullValueException missing) {
            if (!String.valueOf(missing.getMessage()).startsWith("Cannot find task")) throw missing;
            throw new NotFoundException("Cette tâche n’existe pas, ou elle est déjà terminée.", missing);
        } catch (org.camunda.bpm.engine.exception.NotFoundException missing) {
            throw new NotFoundException(FrenchAnswer.NOTHING, missing);
        } catch (TaskAlreadyClaimedException taken) {
            throw new ClientErrorException(
                    "Quelqu’un d’autre a déjà pris cette tâche en charge.", Response.Status.CONFLICT, taken);
        } catch (OptimisticLockingException beaten) {
            throw new ClientErrorException("Cette tâche est déjà terminée.", Response.Status.CONFLICT, beaten);
        }
    }

    /**
     * Says a missing right in one French sentence (the engine's own names permissions and ids in English), like what is
     * suspended, and to whoever asks over HTTP that the database is away.
     */
    public static final class Denials extends CommandInterceptor {

        static final String SENTENCE = "Vous n’avez pas accès à cette action.";
        private static final int H2_INVALID_VALUE = 90008;

        @Override
        public <T> T execute(Command<T> command) {
            try {
                return next.execute(command);
            } catch (AuthorizationException denied) {
                AuthorizationException said = new AuthorizationException(SENTENCE);
                said.initCause(denied);
                throw said;
            } catch (SuspendedEntityInteractionException suspended) {
                throw new ClientErrorException(SUSPENDED, Response.Status.CONFLICT, suspended);
            } catch (RuntimeException failure) {
                if (RequestContextHolder.getRequestAttributes() == null) throw failure;
                if (DatabaseAway.isCauseOf(failure)) {
                    throw new ServiceUnavailableException(DatabaseAway.SENTENCE, DatabaseAway.RETRY_AFTER, failure);
                }
                if (isOfValues(failure)) {
                    throw new BadRequestException(
                            "Une valeur de la demande est trop longue, hors de toute mesure ou mal formée.", failure);
                }
                throw failure;
            }
        }

        /**
         * Whether the database takes no such value: too long a text, a year beyond its calendar, a page before the
         * first.
         */
        private static boolean isOfValues(Throwable failure) {
            for (Throwable each = failure; each != null; each = each.getCause()) {
                if (each instanceof SQLException sql
                        && (String.valueOf(sql.getSQLState()).startsWith("22")
                                || sql.getErrorCode() == H2_INVALID_VALUE)) return true;
            }
            return false;
        }
    }

    /** The engine's accounts, which answer a weak password with 400 and what it lacks. */
    public static class WeakPasswords extends IdentityServiceImpl {

        @Override
        public void saveUser(User user, boolean unchecked) {
            try {
                super.saveUser(user, unchecked);
            } catch (OptimisticLockingException beaten) {
                throw new ClientErrorException(
                        "Ce compte vient d’être modifié par ailleurs : réessayez.", Response.Status.CONFLICT, beaten);
            } catch (ProcessEngineException refused) {
                if (!"Password does not match policy".equals(refused.getMessage())) throw refused;
                throw new BadRequestException(
                        "Le mot de passe est trop faible : " + Accounts.STRONG
                                + ", sans l’identifiant, le nom ni l’adresse.",
                        refused);
            }
        }
    }
}
