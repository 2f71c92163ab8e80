SELECT * FROM web_list WHERE n IN (SELECT unnest($numbers))
