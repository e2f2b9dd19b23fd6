import { ActionIcon, Button, Menu, NumberInput, Popover, Stack, Tooltip } from '@mantine/core';
import { IconDots, IconPlus, IconScale, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { LANGUAGES } from '../../i18n';
import { useWriter } from '../../i18n/use';
import { ActDialog } from '../../parts/ActDialog';
import { type Channel, languagesOf, type TemplateDocument, type TemplateDraft, variantsOf } from '../document';
import { MOST_VARIANTS, withLanguage, withNewVariant, withoutLanguage, withoutVariant, withShare } from '../edits';
import { useTemplateTexts } from '../frame/texts';
import { useLanguageName } from '../languageName';
import type { Spot } from '../preview/PreviewPane';
import { Belongings } from './Belongings';
import classes from './Editor.module.css';

interface Props {
  readonly channel: Channel;
  readonly document: TemplateDocument;
  readonly spot: Spot;
  readonly onSpot: (spot: Spot) => void;
  /** What the editor gathered is in the document before that is copied. */
  readonly onFlush: () => void;
  readonly change: (edit: (draft: TemplateDraft) => TemplateDraft) => void;
}

/** Which language and which variant is written, and how many people get it. */
export function SpotBar(props: Props) {
  const t = useTemplateTexts();
  return (
    <nav className={classes['spots']} aria-label={t('spot.title')}>
      <Languages {...props} />
      <Variants {...props} />
      <Belongings channel={props.channel} document={props.document} change={props.change} />
    </nav>
  );
}

function Languages({ document, spot, onSpot, onFlush, change }: Props) {
  const t = useTemplateTexts();
  const languageName = useLanguageName();
  const [removing, setRemoving] = useState(false);
  const { language: reader } = useWriter();
  const languages = languagesOf(document, reader);
  const missing = LANGUAGES.filter((one) => !languages.includes(one));
  const add = (language: string) => {
    onFlush();
    change((draft) => ({ ...draft, document: withLanguage(draft.document, language, spot.language) }));
    onSpot({ language, variant: spot.variant });
  };
  const name = languageName(spot.language);
  return (
    <div className={classes['group']}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          className={classes['tab']}
          aria-pressed={language === spot.language}
          onClick={() => onSpot({ ...spot, language })}
        >
          {languageName(language)}
        </button>
      ))}
      {missing.map((language) => (
        <Button
          key={language}
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => add(language)}
        >
          {t('spot.addLanguage', { language: languageName(language) })}
        </Button>
      ))}
      {languages.length > 1 && (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="quiet"
              size="sm"
              aria-label={t('spot.languageActs', { language: name })}
            >
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              color="var(--cauce-error)"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setRemoving(true)}
            >
              {t('spot.removeLanguage', { language: name })}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {removing && (
        <ActDialog
          title={t('spot.removeLanguage', { language: name })}
          effects={[t('spot.removeLanguageText', { language: name }), t('spot.removeSafe')]}
          confirm={t('spot.remove')}
          danger
          act={async () => {
            change((draft) => ({ ...draft, document: withoutLanguage(draft.document, spot.language) }));
          }}
          onDone={() => setRemoving(false)}
          onClose={() => setRemoving(false)}
        />
      )}
    </div>
  );
}

function Variants({ document, spot, onSpot, onFlush, change }: Props) {
  const t = useTemplateTexts();
  const variants = variantsOf(document, spot.language);
  const several = variants.length > 1;
  const add = () => {
    onFlush();
    let made = spot.variant;
    change((draft) => {
      const { document: next, id } = withNewVariant(draft.document, spot.language, spot.variant);
      made = id;
      return { ...draft, document: next };
    });
    onSpot({ ...spot, variant: made });
  };
  const remove = () => {
    change((draft) => ({ ...draft, document: withoutVariant(draft.document, spot.language, spot.variant) }));
  };
  return (
    <div className={classes['group']}>
      {several &&
        variants.map(({ id, share }) => (
          <button
            key={id}
            type="button"
            className={`${classes['tab']} figures`}
            aria-pressed={id === spot.variant}
            onClick={() => onSpot({ ...spot, variant: id })}
          >
            {t('preview.share', { id: id.toUpperCase(), share })}
          </button>
        ))}
      {several && <Shares document={document} spot={spot} change={change} />}
      {several && (
        <Tooltip label={t('spot.removeVariant', { id: spot.variant.toUpperCase() })}>
          <ActionIcon
            variant="subtle"
            color="quiet"
            size="sm"
            aria-label={t('spot.removeVariant', { id: spot.variant.toUpperCase() })}
            onClick={remove}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      )}
      {variants.length < MOST_VARIANTS && (
        <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          {several ? t('spot.addVariant') : t('spot.firstVariant')}
        </Button>
      )}
    </div>
  );
}

/** How many people of a hundred get each variant. */
function Shares({ document, spot, change }: Pick<Props, 'document' | 'spot' | 'change'>) {
  const t = useTemplateTexts();
  return (
    <Popover withinPortal trapFocus position="bottom-start">
      <Popover.Target>
        <ActionIcon variant="subtle" color="quiet" size="sm" aria-label={t('spot.shares')} title={t('spot.shares')}>
          <IconScale size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" w={220}>
          {variantsOf(document, spot.language).map(({ id, share }) => (
            <NumberInput
              key={id}
              label={t('spot.share', { id: id.toUpperCase() })}
              suffix=" %"
              min={1}
              max={99}
              clampBehavior="strict"
              allowDecimal={false}
              value={share}
              onChange={(value) => {
                if (typeof value !== 'number') return;
                change((draft) => ({ ...draft, document: withShare(draft.document, spot.language, id, value) }));
              }}
            />
          ))}
          <span className={classes['note']}>{t('spot.sharesHelp')}</span>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
