package fr.jalon.scic;

import fr.jalon.engine.identity.KeptAboutPeople;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who interviewed and reviewed. */
@Component
class SignedReviews implements KeptAboutPeople {

    private static final String OWNER = "track o on o.id = s.track";

    @Override
    public List<Signature> signatures() {
        return List.of(
                new Signature("interview", "recorded_by", "recorded_at", OWNER, "s.kind", false),
                new Signature(
                        "milestone_review",
                        "reviewed_by",
                        "reviewed_at",
                        OWNER,
                        "cast(s.months as varchar(10))",
                        false));
    }
}
