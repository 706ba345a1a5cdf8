package fr.jalon.scic;

import fr.jalon.engine.identity.KeptAboutPeople;
import java.util.List;
import org.springframework.stereotype.Component;

/** Who interviewed, reviewed, amended statutes, and who recorded apprentices, revenue and what is missing. */
@Component
class SignedReviews implements KeptAboutPeople {

    @Override
    public List<Signature> signatures() {
        return List.of(
                MarketRows.INTERVIEWED,
                ReviewRows.REVIEWED,
                StatutesRows.AMENDED,
                ApprenticeRows.RECORDED,
                RevenueRows.ENTERED,
                ShortfallRows.SAID);
    }
}
