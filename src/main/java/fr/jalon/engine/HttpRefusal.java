package fr.jalon.engine;

import fr.jalon.Refusal;
import jakarta.ws.rs.BadRequestException;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.delegate.DefaultDelegateInterceptor;
import org.camunda.bpm.engine.impl.delegate.DelegateInvocation;

/**
 * Carries a refusal out of the engine in the one form that both of its HTTP interfaces answer with 400 and the bare
 * sentence; the refusal itself is the cause.
 */
class HttpRefusal extends DefaultDelegateInterceptor {

  @Override
  public void handleInvocation(DelegateInvocation invocation) throws Exception {
    try {
      super.handleInvocation(invocation);
    } catch (Refusal refusal) {
      throw new BadRequestException(refusal.getMessage(), refusal);
    }
  }

  static <T> T translated(Supplier<T> work) {
    try {
      return work.get();
    } catch (Refusal refusal) {
      throw new BadRequestException(refusal.getMessage(), refusal);
    }
  }
}
