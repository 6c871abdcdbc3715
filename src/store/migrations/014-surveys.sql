-- 满意度测评: questionnaires as they were sent out, and how often each answer was given.

-- Each version whole, from its first survey on: another text is another version.
create table questionnaire (
  id text not null,
  version integer not null,
  digest text not null,
  data jsonb not null,
  -- In the engine's time, as all of these are.
  first_opened_at timestamptz not null,
  primary key (id, version)
);

create table survey (
  id uuid primary key,
  questionnaire_id text not null,
  questionnaire_version integer not null,
  -- A finding's survey belongs to its round.
  round_id uuid not null references round (id),
  finding_id uuid references finding (id),
  -- Answers are taken until the end of this day.
  last_day date not null,
  -- How many have answered.
  answers integer not null default 0,
  opened_at timestamptz not null,
  opened_by jsonb not null,
  idempotency_key text,
  request_hash text not null,
  foreign key (questionnaire_id, questionnaire_version) references questionnaire (id, version),
  constraint survey_key unique (idempotency_key)
);

-- What one person answered is not kept together: only how often each value was given to each question.
create table survey_tally (
  survey_id uuid not null references survey (id),
  question_no integer not null,
  value integer not null,
  answers integer not null,
  primary key (survey_id, question_no, value)
);

-- Who has answered, as a hash that differs from survey to survey. What they answered does not stand beside it.
create table survey_respondent (
  survey_id uuid not null references survey (id),
  hash text not null,
  constraint survey_respondent_once primary key (survey_id, hash)
);
