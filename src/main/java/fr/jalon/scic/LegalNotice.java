package fr.jalon.scic;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a team should know of the law though nothing of it is refused: each with its source, told where it counts. */
public enum LegalNotice {
    ARTICLE_28_BIS(
            Set.of(Moment.STATUTES, Moment.PROJECT, Moment.ASSEMBLY),
            "Les statuts de l’association ne prévoient pas sa transformation en société coopérative : la loi renvoie "
                    + "à leurs règles ; s’ils se taisent, comptez sur l’unanimité ou modifiez-les d’abord.",
            "Loi n° 47-1775 du 10 septembre 1947, art. 28 bis ; CA Paris, 16 janvier 2018, n° 16/05764",
            Verification.read("les-scic.coop pour l’unanimité ; l’arrêt n’a pas été retrouvé")),
    PRODUCERS_WITHOUT_EMPLOYEES(
            Set.of(Moment.PROJECT, Moment.ASSEMBLY, Moment.FORMALITIES),
            "Les producteurs ne remplacent les salariés que si la coopérative n’emploie personne : dès la première "
                    + "embauche, ouvrez une catégorie aux salariés.",
            "Loi n° 47-1775 du 10 septembre 1947, art. 19 septies, al. 2",
            Verification.read("texte de l’article 33 de la loi n° 2014-856 du 31 juillet 2014")),
    PUBLIC_MONEY(
            Set.of(Moment.GRANT, Moment.PROJECT, Moment.ASSEMBLY, Moment.FORMALITIES),
            "Au-delà de 153\u00a0000 € de subventions publiques en numéraire par an, l’association nomme un "
                    + "commissaire aux comptes, établit des comptes annuels et les publie avec son rapport sur le site "
                    + "du Journal officiel.",
            "Code de commerce, art. L. 612-4 et D. 612-5 ; décret n° 2009-540 du 14 mai 2009",
            Verification.read("CADA, conseil 20172286 du 22 juin 2017, qui cite les articles")),
    PUBLIC_ADVANCES(
            Set.of(Moment.PROJECT),
            "Les collectivités associées peuvent prendre part aux modifications du capital et faire des avances en "
                    + "compte courant ; incorporées au capital, elles comptent dans les 50 %.",
            "Loi n° 47-1775 du 10 septembre 1947, art. 19 septies, complété par la loi n° 2022-217 du 21 février "
                    + "2022, art. 221",
            Verification.read("article 221 cité par entreprises.coop")),
    CAPITAL_FLOOR(
            Set.of(Moment.PROJECT),
            "Variable, le capital ne descend pas sous le minimum légal ni sous le quart du plus haut atteint.",
            "Loi n° 47-1775 du 10 septembre 1947, art. 13",
            Verification.read("les-scic.coop, questions sur le capital, qui cite l’article")),
    PREFECT_APPROVAL(
            Set.of(Moment.PROJECT, Moment.ASSEMBLY, Moment.FORMALITIES),
            "L’« agrément SCIC » du préfet n’existe plus depuis 2012 : aucune demande n’est à déposer.",
            "Loi n° 2012-387 du 22 mars 2012",
            Verification.read("associationmodeemploi.fr ; l’article de la loi n’a pas été relu")),
    QUORUM(
            Set.of(Moment.STATUTES, Moment.ASSEMBLY),
            "La loi n’impose ni quorum ni délai de convocation à une association : vos statuts les fixent, et les "
                    + "décisions prises sans les respecter peuvent être annulées. Une deuxième assemblée sans quorum "
                    + "n’existe que si les statuts la prévoient.",
            "Loi du 1er juillet 1901, silencieuse",
            Verification.read("associatheque.fr ; associationmodeemploi.fr")),
    STATUTES_DECLARED(
            Set.of(Moment.AMENDMENT),
            "Toute modification des statuts se déclare au greffe des associations dans les trois mois ; les tiers "
                    + "peuvent l’ignorer jusque-là.",
            "Loi du 1er juillet 1901, art. 5",
            Verification.read("texte de l’article cité par actes6.com")),
    FIRST_REGISTRATION(
            Set.of(Moment.FORMALITIES),
            "La société naît au registre du commerce : c’est une première immatriculation, demandée sur le guichet "
                    + "unique des formalités d’entreprises (INPI) après l’annonce légale. Le SIREN reste celui de "
                    + "l’association.",
            "Code de commerce, art. L. 123-36, R. 123-36, R. 123-83 et R. 210-3",
            Verification.readAnew(
                    "Lefebvre Dalloz, pour l’immatriculation de toute société ; associations.gouv.fr, page du 29 "
                            + "avril 2024, pour le SIREN, supprimé à la seule dissolution ; que la transformation "
                            + "n’en est pas une vient de l’article 28 bis, et aucune source lue ne parle des deux "
                            + "ensemble : à confirmer auprès du greffe")),
    BENEFICIAL_OWNERS(
            Set.of(Moment.FORMALITIES),
            "Les bénéficiaires effectifs se déclarent avec l’immatriculation ; si personne ne détient plus de 25 % du "
                    + "capital ou des voix ni ne contrôle la société autrement, ce sont ses représentants légaux. Un "
                    + "changement se déclare dans les trente jours.",
            "Code monétaire et financier, art. R. 561-55",
            Verification.read("entreprendre.service-public.fr, fiche F36703 ; cgpa-conseils.fr pour le délai")),
    CONTRACTS_GO_ON(
            Set.of(Moment.FORMALITIES),
            "La personne morale reste la même : contrats, conventions, agréments, habilitations et aides se "
                    + "poursuivent, dans le respect du droit européen des aides. Prévenez chaque partenaire.",
            "Loi n° 47-1775 du 10 septembre 1947, art. 28 bis, al. 4",
            Verification.readAnew("texte de l’article dans les données de Légifrance que diffuse Etalab, rédaction de "
                    + "2001 ; fiche de la Maison des associations de Rennes ; les-scic.coop")),
    RNA(
            Set.of(Moment.FORMALITIES),
            "L’association transformée quitte le répertoire national des associations (RNA) : signalez la "
                    + "transformation au greffe des associations. Ce n’est pas une dissolution.",
            "Loi du 1er juillet 1901, art. 5",
            Verification.missing(
                    "aucune source lue ne dit comment le RNA traite une transformation ; cherché de nouveau le 30 "
                            + "novembre 2026 (service-public.fr, associations.gouv.fr, les-scic.coop, efl.fr, "
                            + "associationmodeemploi.fr) : on y lit seulement qu’elle ne dissout pas l’association ; à "
                            + "confirmer auprès du greffe")),
    ESUS(
            Set.of(Moment.PROJECT, Moment.ASSEMBLY, Moment.FORMALITIES, Moment.ESUS),
            "L’agrément « entreprise solidaire d’utilité sociale » (ESUS) est facultatif et se demande à part, à la "
                    + "DREETS du département du siège.",
            "Code du travail, art. L. 3332-17-1 ; loi n° 2014-856 du 31 juillet 2014, art. 11",
            Verification.read("nouvelle-aquitaine.dreets.gouv.fr")),
    COOPERATIVE_REPORT(
            Set.of(Moment.LAUNCH),
            "Chaque année, le rapport de gestion dit comment évolue le projet coopératif.",
            "Loi n° 47-1775 du 10 septembre 1947, art. 19 terdecies ; décret n° 2015-1381 du 29 octobre 2015",
            Verification.read("notice du décret sur Légifrance")),
    RESERVES_ABOVE_CAPITAL(
            Set.of(Moment.PROJECT, Moment.LAUNCH),
            "Une fois que toutes les réserves atteignent le capital, les 15 % de réserve légale ne sont plus dus ; la "
                    + "moitié des résultats au moins reste mise en réserve.",
            "Loi n° 47-1775 du 10 septembre 1947, art. 16, al. 2, et art. 19 nonies",
            Verification.read("Légifrance pour l’article 16 ; les-scic.coop pour l’article 19 nonies")),
    COOPERATIVE_REVIEW(
            Set.of(Moment.PROJECT, Moment.ASSEMBLY, Moment.FORMALITIES, Moment.LAUNCH, Moment.REVIEW),
            "La SCIC se soumet tous les cinq ans à une révision coopérative, quelle que soit sa taille. Trois "
                    + "exercices déficitaires, la perte de la moitié du capital ou les statuts peuvent l’avancer.",
            "Loi n° 47-1775 du 10 septembre 1947, art. 19 duodecies et 25-1, issus de la loi n° 2014-856 du 31 juillet "
                    + "2014, art. 25",
            Verification.read("texte de l’article 25 de la loi n° 2014-856 sur Légifrance")),
    FIVE_YEARS_OR_EXERCISES(
            Set.of(Moment.LAUNCH, Moment.REVIEW),
            "La loi dit « cinq ans » ; des réviseurs comptent cinq exercices. Jalon retient l’échéance la plus proche.",
            "Loi n° 47-1775 du 10 septembre 1947, art. 25-1",
            Verification.readAnew(
                    "texte de l’article dans les données de Légifrance que diffuse Etalab, rédaction de 2014 (« tous "
                            + "les cinq ans » ; seuls les trois exercices déficitaires s’y comptent en exercices), "
                            + "et les-scic.coop, de même ; aucune source lue ne compte cinq exercices : à confirmer "
                            + "avec le réviseur")),
    GROUP_DECLARED(
            Set.of(Moment.EMPLOYER_GROUP),
            "Un groupement d’employeurs qui se crée en informe l’inspection du travail dans le mois : statuts, "
                    + "dirigeants, membres et convention collective ; toute modification aussi. La liste des membres "
                    + "reste à disposition au siège.",
            "Code du travail, art. L. 1253-6, D. 1253-1 et D. 1253-3",
            Verification.read("codes-et-lois.fr, texte de l’article D. 1253-1")),
    GROUP_AGREEMENT(
            Set.of(Moment.EMPLOYER_GROUP),
            "Si les membres ne relèvent pas de la même convention collective, le groupement choisit celle qui "
                    + "s’applique et se déclare à la DREETS de son siège.",
            "Code du travail, art. L. 1253-17 et D. 1253-4",
            Verification.readAnew(
                    "associations.gouv.fr, fiche modifiée le 20 février 2024, et resam.net, pour la règle ; le "
                            + "numéro L. 1253-17, cherché sur Légifrance, codes-et-lois.fr et tricoteuses.fr, n’a "
                            + "pas été retrouvé : à confirmer")),
    GROUP_LIABILITY(
            Set.of(Moment.EMPLOYER_GROUP),
            "Les membres répondent solidairement des dettes du groupement envers les salariés et les organismes de "
                    + "cotisations ; les statuts peuvent en prévoir la répartition entre eux.",
            "Code du travail, art. L. 1253-8",
            Verification.read(
                    "ellipse-avocats.com, qui cite l’article ; la répartition par les statuts vient des débats "
                            + "parlementaires de 2011, texte non relu"));

    /** Where on the way it counts. */
    public enum Moment {
        EMPLOYER_GROUP,
        GRANT,
        STATUTES,
        AMENDMENT,
        PROJECT,
        ASSEMBLY,
        FORMALITIES,
        ESUS,
        LAUNCH,
        REVIEW
    }

    private final Set<Moment> moments;
    private final String sentence;
    private final String source;
    private final Verification verification;

    LegalNotice(Set<Moment> moments, String sentence, String source, Verification verification) {
        this.moments = EnumSet.copyOf(moments);
        this.sentence = Wording.typeset(sentence);
        this.source = Wording.typeset(source);
        this.verification = verification;
    }

    public String sentence() {
        return sentence;
    }

    /** The law and its article. */
    public String source() {
        return source;
    }

    /** Whether the source was read. */
    public Verification verification() {
        return verification;
    }

    /** Where it is told. */
    public Set<Moment> moments() {
        return EnumSet.copyOf(moments);
    }

    /** What counts at a moment, whatever the project. */
    static List<LegalNotice> at(Moment moment) {
        return Stream.of(values())
                .filter(notice -> notice.moments.contains(moment))
                .toList();
    }
}
