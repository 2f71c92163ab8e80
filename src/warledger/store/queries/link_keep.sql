-- Store the pairs whose comparisons together speak for one event, with what each of them says.
INSERT INTO links
WITH weighed AS (
    SELECT claim_a, claim_b, $prior + compared.bits + r.bits AS weight,
        [{aspect: 'report', weight: r.bits, words: r.words, n: report_n},
         {aspect: 'sentence', weight: s.bits, words: s.words, n: 0},
         {aspect: 'place', weight: p.bits, words: p.words, n: place_n},
         {aspect: 'date', weight: d.bits, words: d.words, n: date_n},
         {aspect: 'type', weight: t.bits, words: t.words, n: 0},
         {aspect: 'deed', weight: e.bits, words: e.words, n: 0},
         {aspect: 'actors', weight: a.bits, words: a.words, n: 0},
         {aspect: 'toll', weight: g.bits, words: g.words, n: toll_n},
         {aspect: 'status', weight: u.bits, words: u.words, n: 0},
         {aspect: 'speakers', weight: k.bits, words: k.words, n: 0},
         {aspect: 'rank', weight: n.bits, words: n.words, n: 0},
         {aspect: 'spread', weight: m.bits, words: m.words, n: 0}] AS said
    FROM compared
        JOIN levels AS r ON r.aspect = 'report' AND r.level = compared.report
        JOIN levels AS s ON s.aspect = 'sentence' AND s.level = compared.sentence
        JOIN levels AS p ON p.aspect = 'place' AND p.level = compared.place
        JOIN levels AS d ON d.aspect = 'date' AND d.level = compared.date
        JOIN levels AS t ON t.aspect = 'type' AND t.level = compared.type
        JOIN levels AS e ON e.aspect = 'deed' AND e.level = compared.deed
        JOIN levels AS a ON a.aspect = 'actors' AND a.level = compared.actors
        JOIN levels AS g ON g.aspect = 'toll' AND g.level = compared.toll
        JOIN levels AS u ON u.aspect = 'status' AND u.level = compared.status
        JOIN levels AS k ON k.aspect = 'speakers' AND k.level = compared.speakers
        JOIN levels AS n ON n.aspect = 'rank' AND n.level = compared.rank
        JOIN levels AS m ON m.aspect = 'spread' AND m.level = compared.spread
)
SELECT claim_a, claim_b, round(weight, 3) AS weight,
    list_transform(list_filter(said, lambda x: x.weight <> 0),
        lambda x: {aspect: x.aspect, weight: x.weight,
            words: replace(x.words, '{n}', printf('%g', x.n))}) AS reasons
FROM weighed WHERE weight >= $keep
