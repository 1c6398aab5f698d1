-- A run that Dagster has to be told of says itself whether it is done, so that another process can do the telling.

ALTER TABLE untold_run ADD COLUMN is_done boolean NOT NULL DEFAULT false;
