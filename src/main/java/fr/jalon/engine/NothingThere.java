package fr.jalon.engine;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.glassfish.jersey.server.ResourceConfig;
import org.springframework.boot.autoconfigure.jersey.ResourceConfigCustomizer;
import org.springframework.stereotype.Component;

/** Answers 404 in French over {@code /engine-rest}: what does not exist and what is another's are told in one sentence. */
@Component
class NothingThere implements ResourceConfigCustomizer, ExceptionMapper<InvalidRequestException> {

  @Override
  public void customize(ResourceConfig config) {
    config.register(this);
  }

  @Override
  public Response toResponse(InvalidRequestException refused) {
    boolean isMissing = refused.getStatus() == Response.Status.NOT_FOUND;
    return ExceptionHandlerHelper.getInstance().getResponse(!isMissing ? refused
        : new InvalidRequestException(refused.getStatus(), refused, "Ce que vous demandez n’existe pas, ou ne vous est pas ouvert."));
  }
}
