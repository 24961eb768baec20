-- Holidays and the clocks of duties. weekly: year and month 0, day the weekday (0 = Saturday); fixed: year 0; else the whole Jalali date.
CREATE TABLE holiday (
  year BIGINT NOT NULL,
  month BIGINT NOT NULL,
  day BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('weekly', 'fixed', 'lunar', 'closure')),
  name_fa TEXT NOT NULL,
  name_en TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source <> ''),
  PRIMARY KEY (year, month, day)
);
INSERT INTO holiday (year, month, day, kind, name_fa, name_en, source) VALUES
  (0, 0, 6, 'weekly', 'جمعه', 'Friday', 'تعطیل هفتگی'),
  (0, 1, 1, 'fixed', 'نوروز', 'Nowruz', 'تقویم رسمی کشور'),
  (0, 1, 2, 'fixed', 'نوروز', 'Nowruz', 'تقویم رسمی کشور'),
  (0, 1, 3, 'fixed', 'نوروز', 'Nowruz', 'تقویم رسمی کشور'),
  (0, 1, 4, 'fixed', 'نوروز', 'Nowruz', 'تقویم رسمی کشور'),
  (0, 1, 12, 'fixed', 'روز جمهوری اسلامی', 'Islamic Republic Day', 'تقویم رسمی کشور'),
  (0, 1, 13, 'fixed', 'روز طبیعت', 'Nature Day', 'تقویم رسمی کشور'),
  (0, 3, 14, 'fixed', 'رحلت امام خمینی', 'Passing of Imam Khomeini', 'تقویم رسمی کشور'),
  (0, 3, 15, 'fixed', 'قیام ۱۵ خرداد', '15 Khordad Uprising', 'تقویم رسمی کشور'),
  (0, 11, 22, 'fixed', 'پیروزی انقلاب اسلامی', 'Victory of the Islamic Revolution', 'تقویم رسمی کشور'),
  (0, 12, 29, 'fixed', 'روز ملی شدن صنعت نفت', 'Nationalisation of Oil', 'تقویم رسمی کشور'),
  (0, 12, 30, 'fixed', 'پایان سال کبیسه', 'End of a leap year', 'تقویم رسمی کشور');
-- Lunar days as published for 1404 and forecast for 1405: to be moved by a day where the moon is seen otherwise.
INSERT INTO holiday (year, month, day, kind, name_fa, name_en, source) VALUES
  (1404, 1, 2, 'lunar', 'شهادت حضرت علی (ع)', 'Martyrdom of Imam Ali', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 1, 11, 'lunar', 'عید فطر', 'Eid al-Fitr', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 1, 12, 'lunar', 'تعطیل عید فطر', 'Eid al-Fitr, second day', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 2, 4, 'lunar', 'شهادت امام جعفر صادق (ع)', 'Martyrdom of Imam Sadiq', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 3, 16, 'lunar', 'عید قربان', 'Eid al-Adha', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 3, 24, 'lunar', 'عید غدیر', 'Eid al-Ghadir', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 4, 14, 'lunar', 'تاسوعا', 'Tasua', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 4, 15, 'lunar', 'عاشورا', 'Ashura', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 5, 23, 'lunar', 'اربعین', 'Arbaeen', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 5, 31, 'lunar', 'رحلت پیامبر اکرم (ص)', 'Passing of the Prophet', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 6, 2, 'lunar', 'شهادت امام رضا (ع)', 'Martyrdom of Imam Reza', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 6, 10, 'lunar', 'شهادت امام حسن عسکری (ع)', 'Martyrdom of Imam Askari', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 6, 19, 'lunar', 'میلاد پیامبر اکرم (ص)', 'Birth of the Prophet', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 9, 3, 'lunar', 'شهادت حضرت فاطمه (س)', 'Martyrdom of Fatima', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 10, 13, 'lunar', 'ولادت حضرت علی (ع)', 'Birth of Imam Ali', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 10, 27, 'lunar', 'مبعث', 'Mab’ath', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 11, 15, 'lunar', 'نیمهٔ شعبان', 'Birth of Imam Mahdi', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1404, 12, 20, 'lunar', 'شهادت حضرت علی (ع)', 'Martyrdom of Imam Ali', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1405, 1, 1, 'lunar', 'عید فطر', 'Eid al-Fitr', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1405, 1, 2, 'lunar', 'تعطیل عید فطر', 'Eid al-Fitr, second day', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1405, 1, 25, 'lunar', 'شهادت امام جعفر صادق (ع)', 'Martyrdom of Imam Sadiq', 'تقویم مرکز تقویم دانشگاه تهران'),
  (1405, 3, 6, 'lunar', 'عید قربان', 'Eid al-Adha', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 3, 14, 'lunar', 'عید غدیر', 'Eid al-Ghadir', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 4, 3, 'lunar', 'تاسوعا', 'Tasua', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 4, 4, 'lunar', 'عاشورا', 'Ashura', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 5, 13, 'lunar', 'اربعین', 'Arbaeen', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 5, 21, 'lunar', 'رحلت پیامبر اکرم (ص)', 'Passing of the Prophet', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 5, 22, 'lunar', 'شهادت امام رضا (ع)', 'Martyrdom of Imam Reza', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 5, 30, 'lunar', 'شهادت امام حسن عسکری (ع)', 'Martyrdom of Imam Askari', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 6, 8, 'lunar', 'میلاد پیامبر اکرم (ص)', 'Birth of the Prophet', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 8, 22, 'lunar', 'شهادت حضرت فاطمه (س)', 'Martyrdom of Fatima', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 10, 2, 'lunar', 'ولادت حضرت علی (ع)', 'Birth of Imam Ali', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 10, 16, 'lunar', 'مبعث', 'Mab’ath', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 11, 4, 'lunar', 'نیمهٔ شعبان', 'Birth of Imam Mahdi', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 12, 9, 'lunar', 'شهادت حضرت علی (ع)', 'Martyrdom of Imam Ali', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 12, 19, 'lunar', 'عید فطر', 'Eid al-Fitr', 'پیش‌بینی مرکز تقویم دانشگاه تهران'),
  (1405, 12, 20, 'lunar', 'تعطیل عید فطر', 'Eid al-Fitr, second day', 'پیش‌بینی مرکز تقویم دانشگاه تهران');
CREATE TABLE duty_clock (
  id TEXT PRIMARY KEY,
  agency TEXT REFERENCES agency (id),        -- NULL: holds for the whole installation
  duty TEXT NOT NULL CHECK (duty IN ('report', 'feedback', 'evaluation')),
  days BIGINT NOT NULL CHECK (days >= 1),
  unit TEXT NOT NULL CHECK (unit IN ('days', 'working_days')),
  move_off_holidays boolean NOT NULL,
  source TEXT NOT NULL CHECK (source <> '')
);
CREATE UNIQUE INDEX duty_clock_one ON duty_clock (COALESCE(agency, ''), duty);
-- When a duty of a call is due, on which source; counted with the holidays as they were known then.
CREATE TABLE call_duty (
  call TEXT NOT NULL REFERENCES call (id),
  duty TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  source TEXT NOT NULL,                      -- '' : the installation's own
  PRIMARY KEY (call, duty)
);
-- What an agency says at the end: how the answer reached people (feedback), what it learned (evaluation).
CREATE TABLE conclusion (
  call TEXT NOT NULL REFERENCES call (id),
  kind TEXT NOT NULL CHECK (kind IN ('feedback', 'evaluation')),
  text_fa TEXT NOT NULL,
  text_second TEXT NOT NULL,
  recorded_by TEXT NOT NULL REFERENCES person (id),
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (call, kind)
);
