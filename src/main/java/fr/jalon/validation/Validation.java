package fr.jalon.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.jalon.Refusal;
import fr.jalon.engine.ParisCalendar;
import fr.jalon.engine.TransactionCache;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The validation week of an experiment, from the contract to the decision. It is handed the week's days. */
@Service
public class Validation {

  private record Experiment(
      ExperimentId id, String team, List<String> channels, Contract contract, boolean closed, String proposal,
      String recommendation, String reason, String tableVersion) {}

  private static final String KEY = " where journey = ? and iteration = ?";

  private final JdbcClient jdbc;
  private final Clock clock;
  private final ParisCalendar calendar;
  private final ObjectMapper json;
  private final ApplicationEventPublisher events;
  private final TransactionCache<ExperimentId, List<WeekDay>> days = new TransactionCache<>();

  Validation(JdbcClient jdbc, Clock clock, ParisCalendar calendar, ObjectMapper json, ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.calendar = calendar;
    this.json = json;
    this.events = events;
  }

  /** Opens an experiment with the days of its week, or gives one that has not begun other days. */
  @Transactional
  public void plan(ExperimentId id, String team, List<String> channels, List<LocalDate> days) {
    if (find(id).isEmpty()) {
      jdbc.sql("insert into experiment (journey, iteration, team, channels, opened_at) values (?, ?, ?, ?, ?)")
          .params(id.journey(), id.iteration(), team, String.join(",", channels), now()).update();
    }
    if (!days(id).isEmpty()) {
      jdbc.sql("delete from experiment_day" + KEY).params(id.journey(), id.iteration()).update();
    }
    add(id, days, 0);
  }

  /** Adds days to a week that has ended: figures are taken again. */
  @Transactional
  public void extend(ExperimentId id, List<LocalDate> days) {
    jdbc.sql("update experiment set closed_at = null" + KEY).params(id.journey(), id.iteration()).update();
    add(id, days, days(id).size());
  }

  private void add(ExperimentId id, List<LocalDate> added, int after) {
    StringBuilder rows = new StringBuilder("insert into experiment_day (journey, iteration, number, on_day, incomplete) values ");
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < added.size(); i++) {
      rows.append(i == 0 ? "" : ", ").append("(?, ?, ?, ?, false)");
      values.addAll(List.of(id.journey(), id.iteration(), after + i + 1, added.get(i)));
    }
    jdbc.sql(rows.toString()).params(values).update();
    days.forget(id);
  }

  /** The days of the week, in order. */
  public List<WeekDay> days(ExperimentId id) {
    return days.get(id, key -> jdbc.sql("select number, on_day, incomplete from experiment_day" + KEY + " order by number")
        .params(key.journey(), key.iteration())
        .query((row, line) -> new WeekDay(row.getInt(1), row.getObject(2, LocalDate.class), row.getBoolean(3))).list());
  }

  /** Keeps that a morning ended before its work was done. */
  @Transactional
  public void markIncomplete(ExperimentId id, int number) {
    jdbc.sql("update experiment_day set incomplete = true" + KEY + " and number = ?")
        .params(id.journey(), id.iteration(), number).update();
    days.forget(id);
  }

  /** Freezes the contract with its hash; what is frozen already stays. */
  @Transactional
  public void freeze(ExperimentId id, Contract contract) {
    jdbc.sql("update experiment set target_rate = ?, minimum_visits = ?, spend_cap = ?, maximum_cost = ?,"
            + " conversion_means = ?, contract_hash = ?, frozen_at = ?" + KEY + " and frozen_at is null")
        .params(contract.targetConversionRate(), contract.minimumVisits(), contract.spendCap(),
            contract.maximumCostPerConversion(), contract.conversionMeans(), hash(written(contract)), now(),
            id.journey(), id.iteration())
        .update();
  }

  /** The frozen contract, once there is one. */
  public Optional<Contract> contract(ExperimentId id) {
    return find(id).map(Experiment::contract);
  }

  /** Whether every channel of the experiment has its row for that day. */
  public boolean isComplete(ExperimentId id, LocalDate day) {
    Set<String> recorded = new HashSet<>(jdbc.sql("select channel from metric" + KEY + " and on_day = ?")
        .params(id.journey(), id.iteration(), day).query(String.class).list());
    return !recorded.isEmpty() && recorded.containsAll(experiment(id).channels());
  }

  /** What has been recorded for a day, with an empty row for each channel that still lacks one. */
  public List<MetricRow> rowsToFill(ExperimentId id, LocalDate day) {
    Map<String, MetricRow> rows = new LinkedHashMap<>();
    experiment(id).channels().forEach(name -> rows.put(name, new MetricRow(name, 0, 0, 0, 0, BigDecimal.ZERO)));
    recorded(id).stream().filter(each -> each.date().equals(day)).flatMap(each -> each.channels().stream())
        .forEach(row -> rows.put(row.channel(), row));
    return List.copyOf(rows.values());
  }

  /** Records rows of a day; the same row twice is one row. */
  @Transactional
  public void record(ExperimentId id, LocalDate day, List<MetricRow> rows, String by) {
    rows.forEach(row -> write(id, day, row, by));
  }

  /**
   * Records one row that comes over HTTP into the team's present week, and tells whoever waits for it.
   *
   * @return whether the row is new
   * @throws Refusal if there is no such week or day, the week is closed, or the row cannot be
   */
  @Transactional
  public boolean record(String team, LocalDate day, MetricRow row, String by) {
    Experiment experiment = latest(team).orElseThrow(
        () -> Refusal.conflict("La semaine de validation de l’équipe n’est pas encore préparée."));
    if (experiment.closed()) throw Refusal.conflict("La semaine est close : ses chiffres ne changent plus.");
    if (days(experiment.id()).stream().noneMatch(each -> each.day().equals(day))) {
      throw Refusal.invalid("date", "Le %s n’est pas un jour de la semaine de validation.".formatted(french(day)));
    }
    if (day.isAfter(calendar.today())) {
      throw Refusal.invalid("date", "Le %s n’est pas encore passé.".formatted(french(day)));
    }
    row.fault().ifPresent(fault -> {
      throw Refusal.invalid("clicks", "Canal « " + row.channel() + " » : " + fault + ".");
    });
    boolean isNew = write(experiment.id(), day, row, by);
    events.publishEvent(new MetricsRecorded(experiment.id(), day));
    return isNew;
  }

  private boolean write(ExperimentId id, LocalDate day, MetricRow row, String by) {
    int updated = jdbc.sql("update metric set impressions = ?, clicks = ?, visits = ?, conversions = ?, spend = ?,"
            + " recorded_by = ?, recorded_at = ?" + KEY + " and on_day = ? and channel = ?")
        .params(row.impressions(), row.clicks(), row.visits(), row.conversions(), row.spend(), by, now(), id.journey(),
            id.iteration(), day, row.channel())
        .update();
    if (updated > 0) return false;
    jdbc.sql("insert into metric (journey, iteration, on_day, channel, impressions, clicks, visits, conversions, spend,"
            + " recorded_by, recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(id.journey(), id.iteration(), day, row.channel(), row.impressions(), row.clicks(), row.visits(),
            row.conversions(), row.spend(), by, now())
        .update();
    return true;
  }

  /** Closes the week, if there is one and it is open: figures no longer change. */
  @Transactional
  public void close(ExperimentId id) {
    jdbc.sql("update experiment set closed_at = ?" + KEY + " and closed_at is null")
        .params(now(), id.journey(), id.iteration()).update();
  }

  /** What the week has measured so far, without any verdict. */
  public Evidence evidence(ExperimentId id) {
    return evidence(experiment(id));
  }

  /**
   * The evidence of a team's latest week; with the recommendation once the team has made its own proposal.
   *
   * @throws Refusal if no week has been prepared
   */
  public Evidence evidence(String team) {
    Experiment experiment = latest(team).orElseThrow(
        () -> Refusal.unknown("L’équipe n’a pas encore de semaine de validation."));
    Evidence evidence = evidence(experiment);
    return experiment.proposal() == null
        ? evidence : evidence.recommending(experiment.recommendation(), experiment.reason());
  }

  private Evidence evidence(Experiment experiment) {
    List<Evidence.Day> recorded = recorded(experiment.id());
    LocalDate today = calendar.today();
    List<LocalDate> missing = days(experiment.id()).stream().map(WeekDay::day).filter(day -> day.isBefore(today))
        .filter(day -> recorded.stream().noneMatch(each -> each.date().equals(day)
            && each.channels().stream().map(MetricRow::channel).toList().containsAll(experiment.channels())))
        .toList();
    return Evidence.of(experiment.team(), experiment.id().iteration(), experiment.contract(), recorded, missing);
  }

  /** Keeps what the team proposed and what the decision table recommended then. */
  @Transactional
  public void recommend(ExperimentId id, String proposal, String recommendation, String reason, String tableVersion) {
    jdbc.sql("update experiment set proposal = ?, recommendation = ?, recommendation_reason = ?, table_version = ?" + KEY)
        .params(proposal, recommendation, reason, tableVersion, id.journey(), id.iteration()).update();
  }

  /** Writes the decision for good, chained to the team's previous one. */
  @Transactional
  public void decide(ExperimentId id, String decision, String reason, String by) {
    Experiment experiment = experiment(id);
    List<Decision> before = decisions(experiment.team());
    String previous = before.isEmpty() ? null : before.get(before.size() - 1).hash();
    OffsetDateTime at = now();
    String contract = written(experiment.contract());
    String evidence = written(evidence(experiment));
    Decision unsigned = new Decision(experiment.team(), id.iteration(), before.size() + 1, decision,
        experiment.recommendation(), experiment.reason(), experiment.proposal(), reason, by, at.toInstant(),
        experiment.tableVersion(), contract, evidence, previous, null);
    jdbc.sql("insert into decision (journey, iteration, team, position, decision, recommendation, recommendation_reason,"
            + " proposal, reason, decided_by, decided_at, table_version, contract, evidence, previous_hash, hash)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(id.journey(), id.iteration(), experiment.team(), unsigned.position(), decision,
            experiment.recommendation(), experiment.reason(), experiment.proposal(), reason, by, at,
            experiment.tableVersion(), contract, evidence, previous, hash(written(unsigned)))
        .update();
  }

  /** A team's decisions, the oldest first. */
  public List<Decision> decisions(String team) {
    return jdbc.sql("select * from decision where team = ? order by position").param(team)
        .query((row, line) -> new Decision(row.getString("team"), row.getInt("iteration"), row.getInt("position"),
            row.getString("decision"), row.getString("recommendation"), row.getString("recommendation_reason"),
            row.getString("proposal"), row.getString("reason"), row.getString("decided_by"),
            row.getObject("decided_at", OffsetDateTime.class).toInstant(), row.getString("table_version"),
            row.getString("contract"), row.getString("evidence"), row.getString("previous_hash"), row.getString("hash")))
        .list();
  }

  private List<Evidence.Day> recorded(ExperimentId id) {
    Map<LocalDate, List<MetricRow>> days = new LinkedHashMap<>();
    jdbc.sql("select * from metric" + KEY + " order by on_day, channel").params(id.journey(), id.iteration())
        .query(row -> {
          days.computeIfAbsent(row.getObject("on_day", LocalDate.class), day -> new ArrayList<>())
              .add(new MetricRow(row.getString("channel"), row.getLong("impressions"), row.getLong("clicks"),
                  row.getLong("visits"), row.getLong("conversions"), row.getBigDecimal("spend")));
        });
    return days.entrySet().stream().map(day -> new Evidence.Day(day.getKey(), day.getValue())).toList();
  }

  private Experiment experiment(ExperimentId id) {
    return find(id).orElseThrow(() -> new IllegalStateException("no experiment " + id));
  }

  private Optional<Experiment> find(ExperimentId id) {
    return jdbc.sql("select * from experiment" + KEY).params(id.journey(), id.iteration()).query(Validation::read)
        .optional();
  }

  private Optional<Experiment> latest(String team) {
    return jdbc.sql("select * from experiment where team = ? order by opened_at desc fetch first 1 rows only").param(team)
        .query(Validation::read).optional();
  }

  private static Experiment read(ResultSet row, int line) throws SQLException {
    Contract contract = row.getObject("frozen_at") == null ? null
        : new Contract(row.getDouble("target_rate"), row.getLong("minimum_visits"), row.getDouble("spend_cap"),
            row.getDouble("maximum_cost"), row.getString("conversion_means"));
    return new Experiment(new ExperimentId(row.getString("journey"), row.getInt("iteration")), row.getString("team"),
        List.of(row.getString("channels").split(",")), contract, row.getObject("closed_at") != null,
        row.getString("proposal"), row.getString("recommendation"), row.getString("recommendation_reason"),
        row.getString("table_version"));
  }

  private OffsetDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
  }

  private static String french(LocalDate day) {
    return "%02d/%02d/%d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
  }

  private String written(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of().formatHex(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
