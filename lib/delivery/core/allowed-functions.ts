/**
 * What a question may call: arithmetic, text, dates, lists, JSON values and statistics of the engine (DuckDB). What is not here is refused,
 * so a function that a newer engine brings is closed until somebody has read what it does. Nothing here reads a file, a setting, a variable,
 * the catalogue or the environment, waits, or writes.
 */
const scalars = `
% & * ** + - / // << >> <-> <=> <@ @> ^ ^@ | || ~ ~~ ~~* ~~~ !~~ !~~* -> ->> @ && ! !__postfix
abs acos acosh add age ascii asin asinh atan atan2 atanh bar base64 bin bit_count bit_length cbrt ceil ceiling century char_length character_length chr
coalesce concat concat_ws contains cos cosh cot damerau_levenshtein date_add date_diff date_part date_sub date_trunc datediff datepart datesub datetrunc day dayname
dayofmonth dayofweek dayofyear days_in_month decade degrees divide editdist3 ends_with epoch epoch_ms era even exp extract factorial fdiv floor fmod format
from_hex gamma gcd greatest greatest_common_divisor hamming hash hex hour if ifnull ilike_escape instr isfinite isinf isnan isodow isoyear jaccard
jaro_similarity jaro_winkler_similarity julian last_day lcase lcm least least_common_multiple left left_grapheme len length length_grapheme levenshtein lgamma
like_escape ln log log10 log2 lower lpad ltrim make_date make_time make_timestamp md5 microsecond millennium millisecond minute mismatches mod month monthname
multiply nanosecond nfc_normalize not_ilike_escape not_like_escape nullif octet_length ord parse_filename pi position pow power prefix printf quarter radians random
regexp_escape regexp_extract regexp_extract_all regexp_full_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table repeat replace reverse right
right_grapheme round round_even rpad rtrim second sha256 sign signbit sin sinh split split_part sqrt starts_with str_split str_split_regex strftime string_split
string_split_regex string_to_array strip_accents strlen strpos strptime substr substring substring_grapheme subtract suffix tan tanh time_bucket timezone to_base
to_base64 to_binary to_centuries to_days to_decades to_hex to_hours to_microseconds to_millennia to_milliseconds to_minutes to_months to_quarters to_seconds to_timestamp
to_weeks to_years today translate trim trunc try_strptime typeof ucase unicode upper url_decode url_encode week weekday weekofyear xor year yearweek now
current_date current_timestamp get_current_timestamp get_current_time
array_aggregate array_append array_concat array_contains array_distance array_distinct array_extract array_filter array_has array_length array_position array_prepend
array_reverse_sort array_select array_slice array_sort array_to_string array_transform array_unique array_value array_zip element_at flatten
list_aggregate list_apply list_append list_avg list_concat list_contains list_count list_distinct list_element list_extract list_filter list_has list_has_all list_has_any
list_indexof list_intersect list_max list_median list_min list_pack list_position list_prepend list_reduce list_resize list_reverse list_reverse_sort list_select list_slice
list_sort list_sum list_transform list_unique list_value list_where list_zip unnest range generate_series
json_array_length json_extract json_extract_path json_extract_path_text json_extract_string json_keys json_type json_valid json_value
map map_contains map_entries map_extract map_keys map_values row struct_extract struct_extract_at struct_keys struct_pack struct_values cardinality
equi_width_bins`;

const aggregates = `
any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_min argmax argmin array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count
count_if count_star countif covar_pop covar_samp cume_dist dense_rank entropy favg fill first first_value fsum geomean geometric_mean group_concat histogram kahan_sum
kurtosis lag last last_value lead list listagg mad max max_by mean median min min_by mode nth_value ntile percent_rank product quantile quantile_cont quantile_disc rank
rank_dense regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy reservoir_quantile row_number sem skewness stddev stddev_pop
stddev_samp string_agg sum var_pop var_samp variance wavg weighted_avg grouping`;

export const allowedFunctions: ReadonlySet<string> = new Set(`${scalars} ${aggregates}`.trim().split(/\s+/));

/** Table functions that make rows of nothing but their arguments. */
export const allowedTableFunctions: ReadonlySet<string> = new Set(['range', 'generate_series', 'unnest']);
