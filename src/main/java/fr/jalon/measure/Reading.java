package fr.jalon.measure;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;

/**
 * What Matomo has answered.
 *
 * @param visits by day; a day without figures is absent
 * @param origins visits of whole months, by where they came from
 */
record Reading(Map<LocalDate, Long> visits, Map<YearMonth, Map<Origin, Long>> origins) {}
