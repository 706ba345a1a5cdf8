package fr.jalon.scic.process;

import java.util.List;

/** The process {@code association-to-scic} and those that it calls: keys, elements and variables, each named once. */
final class AssociationToScic {

    static final String KEY = "association-to-scic";
    static final String TRACK_STOPPED = "track-stopped";
    static final String SCIC_LAUNCHED = "scic-launched";
    static final String TEAM_WITHDRAWN = "team-withdrawn";
    static final String DATES_MOVED = "dates-moved";
    static final String GRANT_WANTED = "grant-wanted";
    static final String LATENESS_TOLD = "lateness-told";

    /** What a withdrawal ends; reviews and grants stand beside it. */
    static final List<String> MAIN_BRANCH = List.of(
            "association-creation",
            "gate-creation",
            "adjust-creation",
            "proof-of-concept",
            "gate-model",
            "adjust-model",
            "scic-transformation");

    static final String MARKET_VALIDATION = "market-validation";
    static final String INTERVIEW_COMPANY = "interview-company";
    static final String INTERVIEW_APPRENTICE = "interview-apprentice";
    static final String ABANDON_TRACK = "abandon-track";
    static final String WITHDRAW_TRACK = "withdraw-track";
    static final String GATE_CREATION = "gate-creation";
    static final String GATE_MODEL = "gate-model";
    static final String REVIEW_MILESTONE = "review-milestone";
    static final String PREPARE_GRANT_FILE = "prepare-grant-file";
    static final String SUBMIT_GRANT_FILE = "submit-grant-file";
    static final String RECORD_GRANT_RESULT = "record-grant-result";
    static final String PLAN_NEXT_ROUND = "plan-next-round";
    static final String SIGN_GRANT_AGREEMENT = "sign-grant-agreement";
    static final String REPORT_GRANT_SPENDING = "report-grant-spending";

    static final String TEAM = "team";
    static final String TEAM_NAME = "teamName";
    static final String STRUCTURE_NAME = "structureName";
    static final String START_DATE = "startDate";
    static final String TRACK = "track";
    static final String COMPANY_INTERVIEWS = "companyInterviews";
    static final String APPRENTICE_INTERVIEWS = "apprenticeInterviews";
    static final String MORE_COMPANIES = "moreCompanies";
    static final String MORE_APPRENTICES = "moreApprentices";
    static final String MARKET_DECISION = "marketDecision";
    static final String MARKET_VERDICT = "marketVerdict";
    static final String MARKET_VERDICT_REASON = "marketVerdictReason";
    static final String PARTNER_CATEGORY = "partnerCategory";
    static final String CONVENE_SECOND_ASSEMBLY = "convene-second-assembly";
    static final String STATUTES_ADOPTED_ON = "statutesAdoptedOn";
    static final String FORESEES_ARTICLE_28_BIS = "foreseesArticle28Bis";
    static final String STATUTES_QUORUM = "statutesQuorum";
    static final String STATUTES_MAJORITY = "statutesMajority";
    static final String MAJORITY_BASE = "majorityBase";
    static final String ABSTENTIONS_COUNT = "abstentionsCount";
    static final String SECOND_QUORUM = "secondQuorum";
    static final String NOTICE_DAYS = "noticeDays";
    static final String SECOND_NOTICE_DAYS = "secondNoticeDays";
    static final String CONVENED_ON = "convenedOn";
    static final String ASSEMBLY_ON = "assemblyOn";
    static final String SECOND_ASSEMBLY = "secondAssembly";
    static final String MEMBER_COUNT = "memberCount";
    static final String VOTE_RESULT = "voteResult";
    static final String VOTE_REASON = "voteReason";
    static final String GRANT = "grantId";
    static final String FURTHER_GRANT = "furtherGrantId";
    static final String GRANT_STATUS = "grantStatus";
    static final String NEXT_ROUND = "nextRound";
    static final String WITHDRAWAL_REASON = "withdrawalReason";
    static final String REVIEW_DUE = "reviewDue";

    private AssociationToScic() {}
}
