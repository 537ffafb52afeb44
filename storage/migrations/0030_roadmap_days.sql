-- early_by: until then a dossier may come a year early. recognise_by: by when all new ones of a goal are recognised, where it is one day
-- for all. notice_again_by: for the notice of those that did not keep the standard by the first one.
ALTER TABLE roadmap_entry ADD COLUMN early_by {text};
ALTER TABLE roadmap_goal ADD COLUMN recognise_by {text};
ALTER TABLE roadmap_goal ADD COLUMN notice_again_by {text};
